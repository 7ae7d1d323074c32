/* SPDX-License-Identifier: MIT */
#include "typed.h"
void typed_read_reply(const conversation *c, reply *r)
{
  (void)c;
  (void)r;
}
bool typed_announces(const reply *r)
{
  (void)r;
  return false;
}
void typed_json_reply(const conversation *c, const reply *r)
{
  (void)c;
  (void)r;
}
void typed_text_capability(const reply *r, mw_slice text, int width)
{
  (void)r;
  (void)text;
  (void)width;
}
