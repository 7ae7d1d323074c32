/* SPDX-License-Identifier: MIT */
/* mailwire: the wire of mail. This header includes the others and declares nothing.
 *
 * The law, which every function keeps and the tests prove:
 *
 *  1. Input. A reader takes `mw_slice *in` and shortens it by what it took. MW_NEED_MORE means that
 *     it took all. Only after a hold or a pause does the caller keep the rest.
 *  2. Splitting. The events do not depend on how the stream was cut; body octets alone may come in
 *     other portions.
 *  3. Lifetime. Slices of an event point into the input, the caller's storage, or constant octets
 *     of the library. They live until the next call on that reader, and no longer than the input.
 *  4. Memory. Nothing is allocated. The caller's storage is used only for a line that a buffer's
 *     end cut. A line's limit is the smaller of the limit of its kind and the storage's size, even
 *     when it lies whole in the input. State is a fixed number of octets, for any stream.
 *  5. Time. Linear in the octets given; nothing learned of octets not yet taken survives a call.
 *  6. Two kinds of wrong. The caller's mistakes are negative statuses. The peer's mistakes are
 *     events with a fault, an offset and the raw line, and reading goes on with the next line.
 *  7. Strict is zero. Each tolerance is a bit of its own in one 64-bit word; each use of one is
 *     reported on the event. No bit changes silently where a message ends.
 *  8. Hold. After DATA, AUTH, STARTTLS, STLS (by verb, its argument faulty or not), after a BDAT
 *     that is not clear, and after every BDAT if asked to, the reader stops until told what comes.
 *     After an accepted STARTTLS or STLS, octets left are reported, never parsed.
 *  9. Writers cannot lie. CR, LF, NUL, an over-long line, an enhanced code of another class:
 *     refused, and nothing half-written. What is written parses back to the same value.
 * 10. Secrets. AUTH lines, PASS and APOP digests are marked as secret spans; reset() wipes them.
 */
#ifndef MAILWIRE_MAILWIRE_H
#define MAILWIRE_MAILWIRE_H

#include <mailwire/address.h>
#include <mailwire/announced.h>
#include <mailwire/anomaly.h>
#include <mailwire/base.h>
#include <mailwire/catalog.h>
#include <mailwire/codec.h>
#include <mailwire/counted.h>
#include <mailwire/dialogue.h>
#include <mailwire/dot.h>
#include <mailwire/explanation.h>
#include <mailwire/fault.h>
#include <mailwire/ledger.h>
#include <mailwire/line.h>
#include <mailwire/param.h>
#include <mailwire/pop3_capability.h>
#include <mailwire/pop3_command.h>
#include <mailwire/pop3_command_reader.h>
#include <mailwire/pop3_dialogue.h>
#include <mailwire/pop3_listing.h>
#include <mailwire/pop3_response.h>
#include <mailwire/pop3_response_reader.h>
#include <mailwire/pop3_session.h>
#include <mailwire/pop3_situation.h>
#include <mailwire/protocol.h>
#include <mailwire/reading.h>
#include <mailwire/sasl.h>
#include <mailwire/smtp_argument.h>
#include <mailwire/smtp_code.h>
#include <mailwire/smtp_command.h>
#include <mailwire/smtp_command_reader.h>
#include <mailwire/smtp_dialogue.h>
#include <mailwire/smtp_extension.h>
#include <mailwire/smtp_params.h>
#include <mailwire/smtp_reply.h>
#include <mailwire/smtp_reply_reader.h>
#include <mailwire/smtp_session.h>
#include <mailwire/smtp_situation.h>
#include <mailwire/verdict.h>
#include <mailwire/version.h>
#include <mailwire/writer.h>

#endif
