/* SPDX-License-Identifier: MIT */
/* Who speaks in a stream of mail, and in which protocol, as its first lines tell.
 *
 *   server  three digits and a blank, "-" or the line's end: SMTP or LMTP, which greet alike but
 *           that LMTP's servers often say its name; "+OK", "-ERR": POP3
 *   client  a verb that one protocol alone has; one that both have says that a client speaks
 */
#include <mailwire/dialogue.h>
#include <mailwire/protocol.h>
#include <string.h>

#include "base/slice.h"

/* So many lines are looked at. */
enum { STREAM_LINES = 32 };

static const char *const smtp_words[] = {
#define MW_SMTP_VERB(id, number, keyword, form, standing, extension, success, intermediate,        \
                     failure, rfc)                                                                 \
  keyword,
#include <mailwire/tables/smtp_verb.def>
};

static const char *const pop3_words[] = {
#define MW_POP3_VERB(id, number, keyword, form, answer, standing, states, capability, rfc) keyword,
#include <mailwire/tables/pop3_verb.def>
};

static bool is_word(const char *const *words, size_t count, mw_slice word)
{
  size_t i;
  for (i = 0; i < count; i++) {
    if (mw_slice_equal_nocase(word, mw_slice_text(words[i]))) {
      return true;
    }
  }
  return false;
}

static bool is_digits(mw_slice line)
{
  size_t i;
  for (i = 0; i < 3; i++) {
    if (i >= line.len || line.ptr[i] < '0' || line.ptr[i] > '9') {
      return false;
    }
  }
  return line.len == 3 || line.ptr[3] == ' ' || line.ptr[3] == '-';
}

/* Whether the word stands in the line, by itself. */
static bool names_lmtp(mw_slice line)
{
  size_t i;
  for (i = 4; i + 4 <= line.len; i++) {
    bool begins = line.ptr[i - 1] == ' ';
    bool ends = i + 4 == line.len || line.ptr[i + 4] == ' ';
    if (begins && ends &&
        mw_slice_equal_nocase(mw_slice_of(line.ptr + i, 4), mw_slice_text("LMTP"))) {
      return true;
    }
  }
  return false;
}

static bool begins_status(mw_slice line)
{
  return (line.len >= 3 && memcmp(line.ptr, "+OK", 3) == 0) ||
         (line.len >= 4 && memcmp(line.ptr, "-ERR", 4) == 0);
}

/* The word that a command line begins with. */
static mw_slice first_word(mw_slice line)
{
  mw_slice word = {line.ptr, 0};
  while (word.len < line.len && line.ptr[word.len] != ' ' && line.ptr[word.len] != '\t') {
    word.len++;
  }
  return word;
}

static void read_client_line(mw_slice line, mw_origin *origin)
{
  mw_slice word = first_word(line);
  bool smtp = is_word(smtp_words, sizeof smtp_words / sizeof smtp_words[0], word);
  bool pop3 = is_word(pop3_words, sizeof pop3_words / sizeof pop3_words[0], word);
  if (smtp || pop3) {
    origin->direction = MW_FROM_CLIENT;
  }
  if (smtp && !pop3) {
    bool lmtp = mw_slice_equal_nocase(word, mw_slice_text("LHLO"));
    origin->protocol = lmtp ? MW_PROTOCOL_LMTP : MW_PROTOCOL_SMTP;
  } else if (pop3 && !smtp) {
    origin->protocol = MW_PROTOCOL_POP3;
  }
}

static void read_origin(mw_slice line, mw_origin *origin)
{
  if (is_digits(line) || begins_status(line)) {
    origin->direction = MW_FROM_SERVER;
    origin->protocol = MW_PROTOCOL_POP3;
    if (is_digits(line)) {
      origin->protocol = names_lmtp(line) ? MW_PROTOCOL_LMTP : MW_PROTOCOL_SMTP;
    }
  } else {
    read_client_line(line, origin);
  }
}

/* The next line of a stream without its end; false when there is none. */
static bool next_stream_line(mw_slice *octets, mw_slice *line)
{
  const char *lf;
  if (octets->len == 0) {
    return false;
  }
  lf = memchr(octets->ptr, '\n', octets->len);
  *line = mw_slice_of(octets->ptr, lf != NULL ? (size_t)(lf - octets->ptr) : octets->len);
  *octets = mwi_slice_from(*octets, lf != NULL ? line->len + 1 : line->len);
  if (line->len > 0 && line->ptr[line->len - 1] == '\r') {
    line->len--;
  }
  return true;
}

void mw_origin_detect(mw_slice first, mw_origin *origin)
{
  mw_slice line;
  int lines = 0;
  if (origin == NULL) {
    return;
  }
  origin->direction = (mw_direction)0;
  origin->protocol = mw_protocol_detect(first);
  if (origin->protocol == MW_PROTOCOL_POP3) {
    origin->direction = MW_FROM_SERVER;
  }
  while (origin->protocol == MW_PROTOCOL_NONE && lines++ < STREAM_LINES &&
         next_stream_line(&first, &line)) {
    read_origin(line, origin);
  }
}
