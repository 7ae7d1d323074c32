/* SPDX-License-Identifier: MIT */
/* The four kinds of POP3 listings, read by one function. */
#include "support/assert_mw.h"

#include "support/pop3_item.h"
#include "support/text.h"

bool read_item(listing which, mw_slice octets, uint64_t allow, item *read, mw_finding *finding)
{
  mw_pop3_drop_listing drop;
  mw_pop3_scan_listing scan;
  mw_pop3_unique_id uidl;
  mw_pop3_language lang;
  mw_slice in = text_exact(octets);
  bool good;
  memset(finding, 0, sizeof *finding);
  memset(read, 0, sizeof *read);
  switch (which) {
  case DROP:
    memset(&drop, 0xa5, sizeof drop);
    good = mw_pop3_drop_listing_parse(in, allow, &drop, finding);
    read->number = drop.messages;
    read->octets = drop.octets;
    read->text = drop.extra;
    return good;
  case SCAN:
    memset(&scan, 0xa5, sizeof scan);
    good = mw_pop3_scan_listing_parse(in, allow, &scan, finding);
    read->number = scan.message;
    read->octets = scan.octets;
    read->text = scan.extra;
    return good;
  case UIDL:
    memset(&uidl, 0xa5, sizeof uidl);
    good = mw_pop3_unique_id_parse(in, allow, &uidl, finding);
    read->number = uidl.message;
    read->text = uidl.id;
    return good;
  default:
    memset(&lang, 0xa5, sizeof lang);
    good = mw_pop3_language_parse(in, allow, &lang, finding);
    read->text = lang.text;
    read->tag = lang.tag;
    return good;
  }
}
