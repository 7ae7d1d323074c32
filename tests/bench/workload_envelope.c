/* SPDX-License-Identifier: MIT */
/* W5: MAIL and RCPT, with every kind of path and the parameters that servers see. */
#include "workload_parts.h"

static void domain(workload *w)
{
  workload_text(w, workload_domains[workload_draw(w, 16)]);
}

static void local(workload *w)
{
  workload_text(w, workload_locals[workload_draw(w, 24)]);
}

static void reverse_path(workload *w, unsigned kind)
{
  if (kind == 1) {
    workload_text(w, "\"john \\\"q\\\" doe\"@");
    domain(w);
  } else if (kind == 2) {
    local(w);
    workload_text(w, "@[192.0.2.");
    workload_number(w, workload_draw(w, 256));
    workload_text(w, "]");
  } else if (kind > 2) {
    workload_address(w);
  }
}

static void mail_line(workload *w, unsigned kind)
{
  workload_text(w, "MAIL FROM:<");
  reverse_path(w, kind);
  workload_text(w, ">");
  if (workload_draw(w, 10) < 7) {
    workload_text(w, " SIZE=");
    workload_number(w, 1000 + workload_draw(w, 5000000));
  }
  if (workload_draw(w, 10) < 5) {
    workload_text(w, " BODY=8BITMIME");
  }
  if (workload_draw(w, 20) == 0) {
    workload_text(w, " RET=HDRS ENVID=QQ314159");
  }
}

static void rcpt_line(workload *w, unsigned kind)
{
  workload_text(w, "RCPT TO:<");
  if (kind == 50) {
    workload_text(w, "\"a b\"@");
    domain(w);
  } else if (kind == 51) {
    local(w);
    workload_text(w, "@[IPv6:2001:db8::1]");
  } else {
    workload_address(w);
  }
  workload_text(w, ">");
  if (workload_draw(w, 5) == 0) {
    workload_text(w, " NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;");
    workload_xtext_address(w);
  }
}

void workload_envelope_line(workload *w)
{
  unsigned kind = workload_draw(w, 100);
  if (kind < 50) {
    mail_line(w, kind);
  } else {
    rcpt_line(w, kind);
  }
  workload_end_line(w);
}
