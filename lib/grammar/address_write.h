/* SPDX-License-Identifier: MIT */
/* Paths and hosts as parts of an item that someone else begins and ends. */
#ifndef MWI_GRAMMAR_ADDRESS_WRITE_H
#define MWI_GRAMMAR_ADDRESS_WRITE_H

#include <mailwire/address.h>

void mwi_put_path(mw_writer *w, mw_path_kind kind, const mw_path *path);

/* literal: an address literal may stand there. Always ASCII (RFC 6531 3.7.1 for EHLO). */
void mwi_put_host(mw_writer *w, const mw_host *host, bool literal);

#endif
