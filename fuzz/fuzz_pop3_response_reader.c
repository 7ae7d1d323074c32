/* SPDX-License-Identifier: MIT */
/* Any octets to the POP3 response reader, in any configuration, told of any commands.
 *
 *   input: the head of oracle.h, but for its octets 8 and 9, which are
 *     8       tolerances from MW_ALLOW_UPPER_DIGEST on
 *     9       room for commands, 1 and bits 0 to 2; no greeting (bit 3)
 *   then eight octets, a command each
 *     verb (bits 0 to 4; those that no row has are of the caller's own: two bits of its rule),
 *     an argument (bit 5), told as soon as 0 to 3 answers more are complete (bits 6, 7)
 */

#include "oracle.h"

enum { COMMANDS = 8, HEAD = ORACLE_HEAD + COMMANDS };

static void tell(vector *v, const uint8_t *octets)
{
  size_t after = 0;
  size_t i;
  for (i = 0; i < COMMANDS; i++) {
    vector_command *command = &v->commands[i];
    int verb = octets[i] & 31;
    after += octets[i] >> 6;
    command->verb = (mw_pop3_verb)verb;
    command->own = verb < 24 ? (mw_pop3_answer)0 : (mw_pop3_answer)(1 + verb % 4);
    command->has_argument = (octets[i] & 32) != 0;
    command->after = after;
  }
  v->command_count = COMMANDS;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  vector v;
  if (size < HEAD || !oracle_vector(&v, UNIT_POP3_RESPONSE_READER, data, ORACLE_HEAD)) {
    return 0;
  }
  v.allow |= (uint64_t)data[8] << 32;
  v.ring = 1 + (data[9] & 7);
  v.no_greeting = (data[9] & 8) != 0;
  tell(&v, data + ORACLE_HEAD);
  text_put(&v.input, data + HEAD, size - HEAD);
  oracle_check(&v, true);
  return 0;
}
