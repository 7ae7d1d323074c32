/* SPDX-License-Identifier: MIT */
/* Productions of addresses and of the codecs that carry them. */
#include "productions/production.h"

bool read_address_literal(mw_slice input, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_host host;
  bool good = mw_host_parse(input, &m->rules, &host, &finding);
  fact_host(f, &host);
  return good &&
         (host.kind == MW_HOST_IPV4 || host.kind == MW_HOST_IPV6 || host.kind == MW_HOST_GENERAL);
}

/* The longest label of a domain. */
static size_t longest_label(mw_slice domain)
{
  size_t longest = 0;
  size_t len = 0;
  size_t i;
  for (i = 0; i < domain.len; i++) {
    len = domain.ptr[i] == '.' ? 0 : len + 1;
    longest = len > longest ? len : longest;
  }
  return longest;
}

bool read_domain(mw_slice input, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_host host;
  bool good = mw_domain_parse(input, &m->rules, &host, &finding);
  fact_host(f, &host);
  fact_number(f, "label-octets", longest_label(host.text));
  return good;
}

bool read_local_part(mw_slice input, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_path path;
  bool good = mw_local_part_parse(input, &m->rules, &path, &finding);
  if (good) {
    fact_path(f, &path, "mailbox");
  }
  return good;
}

bool read_mailbox(mw_slice input, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_path path;
  bool good = mw_mailbox_parse(input, &m->rules, &path, &finding);
  if (good) {
    fact_path(f, &path, "mailbox");
  }
  return good;
}

static bool read_path_of(mw_slice input, mw_path_kind kind, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_slice rest = input;
  mw_path path;
  bool good = mw_path_parse(&rest, kind, &m->rules, &path, &finding) && rest.len == 0;
  if (good) {
    fact_path(f, &path, "mailbox");
  }
  return good;
}

bool read_path(mw_slice input, const mode *m, facts *f)
{
  return read_path_of(input, MW_PATH_PLAIN, m, f);
}

bool read_reverse_path(mw_slice input, const mode *m, facts *f)
{
  return read_path_of(input, MW_PATH_REVERSE, m, f);
}

bool read_forward_path(mw_slice input, const mode *m, facts *f)
{
  return read_path_of(input, MW_PATH_FORWARD, m, f);
}

bool read_xtext(mw_slice input, const mode *m, facts *f)
{
  return fact_xtext(f, "decoded", input, (m->rules.allow & MW_ALLOW_LOWER_HEX) != 0);
}

bool read_base64(mw_slice input, const mode *m, facts *f)
{
  (void)m;
  return fact_base64(f, "decoded", input);
}
