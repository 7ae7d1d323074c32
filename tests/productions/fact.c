/* SPDX-License-Identifier: MIT */
/* Facts: keys with their values, and what several productions say of addresses and codes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "productions/production.h"

text_buffer *fact_begin(facts *f, const char *key)
{
  fact *next = &f->all[f->count];
  if (f->count == FACTS) {
    fputs("a production has too many facts\n", stderr);
    abort();
  }
  f->count++;
  next->key = key;
  return &next->value;
}

void fact_slice(facts *f, const char *key, mw_slice value)
{
  text_buffer *to = fact_begin(f, key);
  if (value.len > 0) {
    text_put(to, value.ptr, value.len);
  }
}

void fact_text(facts *f, const char *key, const char *value)
{
  text_add(fact_begin(f, key), value);
}

void fact_number(facts *f, const char *key, uint64_t value)
{
  text_number(fact_begin(f, key), value);
}

static char upper(char octet)
{
  return octet >= 'a' && octet <= 'z' ? (char)(octet - 'a' + 'A') : octet;
}

void fact_upper(facts *f, const char *key, mw_slice value)
{
  text_buffer *to = fact_begin(f, key);
  size_t i;
  for (i = 0; i < value.len; i++) {
    char octet = upper(value.ptr[i]);
    text_put(to, &octet, 1);
  }
}

static void fact_lower(facts *f, const char *key, mw_slice value)
{
  text_buffer *to = fact_begin(f, key);
  size_t i;
  for (i = 0; i < value.len; i++) {
    char octet = value.ptr[i];
    octet = octet >= 'A' && octet <= 'Z' ? (char)(octet - 'A' + 'a') : octet;
    text_put(to, &octet, 1);
  }
}

void fact_list(facts *f, const char *key, mw_slice words)
{
  text_buffer *to = fact_begin(f, key);
  mw_slice word;
  while (mw_word_next(&words, &word)) {
    text_add(to, to->len > 0 ? "," : "");
    text_put(to, word.ptr, word.len);
  }
}

/* The octets of an address in hexadecimal digits: both sides of a comparison are brought to them.
 */
static void put_octets(text_buffer *to, const uint8_t *octets, size_t count)
{
  size_t i;
  for (i = 0; i < count; i++) {
    char digits[3];
    snprintf(digits, sizeof digits, "%02x", octets[i]);
    text_add(to, digits);
  }
}

void fact_host(facts *f, const mw_host *host)
{
  switch (host->kind) {
  case MW_HOST_DOMAIN: /* its case does not matter: files spell it as received, or in lower case */
    fact_slice(f, "domain", host->text);
    fact_lower(f, "domain", host->text);
    break;
  case MW_HOST_IPV4: put_octets(fact_begin(f, "ipv4"), host->octets, 4); break;
  case MW_HOST_IPV6: put_octets(fact_begin(f, "ipv6"), host->octets, 16); break;
  case MW_HOST_GENERAL:
    fact_slice(f, "tag", host->tag);
    fact_slice(f, "content", host->content);
    break;
  case MW_HOST_NUMBER: fact_slice(f, "host-number", host->content); break;
  default: break;
  }
}

void fact_unquoted(facts *f, const char *key, mw_slice text)
{
  text_buffer *to = fact_begin(f, key);
  char *octets = malloc(text.len + 1);
  mw_room room = {octets, text.len};
  if (octets == NULL || mw_local_unquote(text, &room) != MW_OK) {
    abort();
  }
  text_put(to, octets, text.len - room.len);
  free(octets);
}

void fact_path(facts *f, const mw_path *path, const char *mailbox_key)
{
  text_buffer *to;
  mw_slice route = path->route;
  mw_slice hop;
  if (path->is_null) {
    fact_text(f, "null", "yes");
    return;
  }
  fact_slice(f, "local", path->local);
  fact_unquoted(f, "unquoted", path->local);
  fact_host(f, &path->host);
  if (path->is_postmaster) {
    fact_text(f, "postmaster", "yes");
  }
  to = fact_begin(f, mailbox_key);
  text_put(to, path->local.ptr, path->local.len);
  if (path->host.kind != MW_HOST_NONE) {
    text_add(to, "@");
    text_put(to, path->host.text.ptr, path->host.text.len);
  }
  if (route.ptr != NULL) {
    to = fact_begin(f, "route");
    while (mw_route_next(&route, &hop)) {
      text_add(to, to->len > 0 ? "," : "");
      text_put(to, hop.ptr, hop.len);
    }
  }
}

bool fact_xtext(facts *f, const char *key, mw_slice text, bool lower_hex)
{
  char *octets = malloc(text.len + 1);
  mw_room room = {octets, text.len};
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  bool good = octets != NULL && mw_xtext_decode(text, lower_hex, &room, &finding) == MW_OK &&
              finding.fault != MW_FAULT_BAD_XTEXT;
  if (good) {
    fact_slice(f, key, mw_slice_of(octets, text.len - room.len));
  }
  free(octets);
  return good;
}

bool fact_base64(facts *f, const char *key, mw_slice text)
{
  char *octets = malloc(text.len + 4);
  mw_room room = {octets, text.len + 4};
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  bool good = octets != NULL && mw_base64_decode_all(text, &room, &finding) == MW_OK &&
              finding.fault == MW_FAULT_NONE;
  if (good) {
    fact_slice(f, key, mw_slice_of(octets, text.len + 4 - room.len));
  }
  free(octets);
  return good;
}
