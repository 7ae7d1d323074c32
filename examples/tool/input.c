/* SPDX-License-Identifier: MIT */
/* The forms in which a conversation is recorded: which one a file is in, and who reads it. */
#include "input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "input_build.h"

/* In order: of two forms that are as likely, the first one. */
static const struct form {
  const char *name;
  unsigned (*like)(mw_slice text); /* how likely; 100 for each line that only this form has */
  void (*read)(builder *b, mw_slice text);
  input_form form;
  bool line_ends, order, shows_tls;
} forms[] = {
    {"segments", segments_like, segments_read, INPUT_SEGMENTS, true, true, false},
    {"tshark-raw", tshark_raw_like, tshark_raw_read, INPUT_TSHARK_RAW, true, true, false},
    {"tshark-yaml", tshark_yaml_like, tshark_yaml_read, INPUT_TSHARK_YAML, true, true, false},
    {"swaks", swaks_like, swaks_read, INPUT_SWAKS, false, true, true},
    {"curl", curl_like, curl_read, INPUT_CURL, false, true, true},
    {"smtplib", smtplib_like, smtplib_read, INPUT_SMTPLIB, true, true, true},
    {"transcript", transcript_like, transcript_read, INPUT_TRANSCRIPT, false, true, true},
    {"raw-client", raw_client_like, raw_client_read, INPUT_RAW_CLIENT, true, false, false},
    {"raw-server", raw_server_like, raw_server_read, INPUT_RAW_SERVER, true, false, false},
};

enum { FORMS = sizeof forms / sizeof forms[0], LIKELY = 100 };

const char *input_form_name(input_form form)
{
  size_t i = 0;
  while (i < FORMS - 1 && forms[i].form != form) {
    i++;
  }
  return forms[i].name;
}

input_form input_form_named(const char *name)
{
  size_t i;
  for (i = 0; i < FORMS; i++) {
    if (strcmp(forms[i].name, name) == 0) {
      return forms[i].form;
    }
  }
  return INPUT_DETECT;
}

static const struct form *form_of(mw_slice text, input_form asked)
{
  const struct form *best = NULL;
  unsigned most = LIKELY - 1;
  size_t i;
  for (i = 0; i < FORMS; i++) {
    unsigned like;
    if (forms[i].form == asked) {
      return &forms[i];
    }
    like = asked == INPUT_DETECT ? forms[i].like(text) : 0;
    if (like > most) {
      most = like;
      best = &forms[i];
    }
  }
  return best;
}

static bool read_file(buffer *b, const char *path)
{
  bool is_stdin = strcmp(path, "-") == 0;
  FILE *file = is_stdin ? stdin : fopen(path, "rb");
  bool good;
  size_t count;
  if (file == NULL) {
    return false;
  }
  while ((count = fread(buffer_room(b, 65536), 1, 65536, file)) > 0) {
    b->len += count;
  }
  good = ferror(file) == 0;
  if (!is_stdin) {
    fclose(file);
  }
  return good;
}

/* What shells of Windows write behind a mark in UTF-16, in UTF-8. big: the high octet first. */
static void decode_utf16(buffer *text, bool big)
{
  buffer decoded = {NULL, 0, 0};
  const unsigned char *at = (const unsigned char *)text->ptr;
  unsigned long high = 0;
  size_t i;
  for (i = 2; i + 1 < text->len; i += 2) {
    unsigned long c = (unsigned long)at[i + (big ? 0 : 1)] << 8 | at[i + (big ? 1 : 0)];
    if (c >= 0xD800 && c < 0xDC00) {
      high = c;
      continue;
    }
    if (c >= 0xDC00 && c < 0xE000) {
      c = high != 0 ? 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00) : 0xFFFD;
    }
    high = 0;
    buffer_add_utf8(&decoded, c);
  }
  buffer_free(text);
  *text = decoded;
}

/* The text without the mark that some editors write in front of it. */
static mw_slice without_mark(buffer *text)
{
  if (text->len >= 3 && memcmp(text->ptr, "\xEF\xBB\xBF", 3) == 0) {
    return mw_slice_of(text->ptr + 3, text->len - 3);
  }
  if (text->len >= 2 &&
      (memcmp(text->ptr, "\xFF\xFE", 2) == 0 || memcmp(text->ptr, "\xFE\xFF", 2) == 0)) {
    decode_utf16(text, text->ptr[0] == '\xFE');
  }
  return mw_slice_of(text->len > 0 ? text->ptr : "", text->len);
}

static unsigned is_ascii_follow(mw_slice line)
{
  return begins_with(line, "Follow: tcp,ascii") ? 1 : 0;
}

static bool read_form(recording_list *l, mw_slice text, input_form asked, const char **why)
{
  const struct form *f = form_of(text, asked);
  builder b;
  if (f == NULL) {
    *why =
        weigh_lines(text, is_ascii_follow) > 0
            ? say_spoken("tshark has replaced octets in it; follow,tcp,raw keeps them",
                         "tsharkが一部のオクテットを置き換えています。follow,tcp,rawなら残ります")
            : say_spoken("it is in no form of a recorded conversation that is known here; --help "
                         "names them",
                         "記録として知られている形式ではありません。形式は--helpにあります");
    return false;
  }
  memset(&b, 0, sizeof b);
  b.list = l;
  b.form = f->form;
  b.asked = asked != INPUT_DETECT;
  b.line_ends = f->line_ends;
  b.order = f->order;
  b.shows_tls = f->shows_tls;
  f->read(&b, text);
  build_end(&b);
  *why = say_spoken("nobody says anything in it", "通信の内容がありません");
  return l->count > 0 && l->list[0].count > 0;
}

bool recordings_read(recording_list *l, const char *path, input_form form, const char **why)
{
  buffer file = {NULL, 0, 0};
  bool good = false;
  memset(l, 0, sizeof *l);
  if (!read_file(&file, path)) {
    *why = say_spoken("it cannot be read", "読み込めません");
  } else if (file.len == 0) {
    *why = say_spoken("it is empty", "空です");
  } else {
    mw_slice text = without_mark(&file);
    good = read_form(l, text, form, why);
  }
  buffer_free(&file);
  return good;
}

void recordings_free(recording_list *l)
{
  size_t i;
  for (i = 0; i < l->count; i++) {
    recording *r = &l->list[i];
    buffer_free(&r->client);
    buffer_free(&r->server);
    buffer_free(&r->note_text);
    free(r->segments);
    free(r->notes);
  }
  free(l->list);
  memset(l, 0, sizeof *l);
}
