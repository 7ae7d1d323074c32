/* SPDX-License-Identifier: MIT */
/* The half that reads POP3 with a dialogue: its items become what is shown, and what commands,
 * responses and listings say beyond their words. The other half: smtp.h. */
#ifndef TOOL_POP3_H
#define TOOL_POP3_H

#include "auth.h"
#include "conversation.h"

/* What is answered. */
typedef struct pop3_unit {
  mw_pop3_verb verb;
  bool auth;          /* a line of an AUTH exchange, not a command */
  kept_line line;     /* of the client's octets */
  kept_line argument; /* the same, blanks at its ends left out; no octets: there is none */
} pop3_unit;

/* What a text of the server says. */
typedef enum pop3_says {
  POP3_SAYS_WORDS,
  POP3_SAYS_TIMESTAMP,  /* the greeting */
  POP3_SAYS_DROP,       /* STAT */
  POP3_SAYS_SCAN,       /* LIST */
  POP3_SAYS_UNIQUE_ID,  /* UIDL */
  POP3_SAYS_LANGUAGE,   /* LANG */
  POP3_SAYS_CAPABILITY, /* CAPA */
  POP3_SAYS_MECHANISM   /* AUTH alone */
} pop3_says;

/* A status line and the listing behind it; or the status line of a message. */
typedef struct pop3_reply {
  mw_pop3_response response; /* in the recording */
  kept_line status;
  uint64_t offset;
  uint64_t end;
  kept_line *lines; /* of the listing, dots removed */
  size_t count;
  uint64_t octets; /* of the listing, its line ends included */
  uint64_t begin;  /* of the listing's octets, dots and all */
  bool more;       /* a listing or message follows */
  bool message;    /* and it is a message */
  bool greeting;
  bool answered; /* it answers something: */
  pop3_unit answers;
  mw_fault fault;
  uint64_t fault_offset;
  uint64_t tolerated;
  uint64_t sequence;
  uint64_t anomalies;
} pop3_reply;

/* A listing or message, for the summary. */
typedef struct pop3_part {
  pop3_unit command;
  bool message;
  bool truncated;
  uint64_t offset, end;
  uint64_t octets, lines;
} pop3_part;

typedef struct pop3_half {
  mw_pop3_dialogue dialogue;
  mw_pop3_item item; /* the last */
  char *command_storage;
  char *response_storage;
  mw_pop3_unit *ring;
  pop3_reply current;
  body open_body;
  bool spoke;        /* the server's first line was seen */
  kept_line welcome; /* that line */
  pop3_part *parts;
  size_t part_count;
  uint64_t statuses[MW_POP3_STATUS_CHALLENGE + 1]; /* by mw_pop3_status */
  uint64_t garbage, multiline;
} pop3_half;

extern const protocol_half pop3_reads;

/* How many responses and challenges there were. */
static inline uint64_t pop3_responses(const pop3_half *half)
{
  return half->statuses[MW_POP3_STATUS_OK] + half->statuses[MW_POP3_STATUS_ERR] +
         half->statuses[MW_POP3_STATUS_CHALLENGE];
}

/* The argument of a command. */
typedef struct pop3_command {
  mw_pop3_argument argument;
  auth_response initial; /* AUTH */
  mw_pop3_form form;
  bool good;      /* argument is of the form that the verb takes */
  mw_fault fault; /* of the line, else of its argument */
  uint64_t fault_offset;
  uint64_t tolerated;
  uint64_t anomalies;
} pop3_command;

/* One text of the server, read. */
typedef struct pop3_entry {
  pop3_says says; /* WORDS: it is not what it ought to be */
  union {
    mw_slice timestamp; /* ptr NULL: none */
    mw_pop3_drop_listing drop;
    mw_pop3_scan_listing scan;
    mw_pop3_unique_id unique_id;
    mw_pop3_language language;
    mw_pop3_capability_line capability;
    mw_slice mechanism;
  } is;
} pop3_entry;

/* What a response answers, by its octets: the line, and its argument without the blanks around it.
 * pop3_typed.c */
pop3_unit pop3_unit_of(const conversation *c, const mw_pop3_unit *u);

void pop3_read_command(pop3_command *t, const mw_pop3_command_event *event);

/* What the response says in its status line, and in the lines behind it. */
pop3_says pop3_says_itself(const pop3_reply *r);
pop3_says pop3_says_in_lines(const pop3_reply *r);

/* What is wrong with one of them is the response's fault. */
void pop3_read_reply(const conversation *c, pop3_reply *r);

/* Reads the status line, or a text of its listing. */
void pop3_entry_of_reply(const pop3_reply *r, pop3_entry *entry, mw_finding *found);
void pop3_entry_of_line(pop3_says says, mw_slice text, pop3_entry *entry, mw_finding *found);

/* What a response to CAPA announces. */
void pop3_set_of_reply(const conversation *c, const pop3_reply *r, mw_pop3_capabilities *set);

/* What the response means where it stands. pop3_knowledge.c */
void pop3_judge(const conversation *c, const pop3_reply *r, mw_judgement *judgement);

/* Where its items go. */
typedef struct pop3_printer {
  void (*command)(conversation *c, const mw_pop3_command_event *event, const pop3_command *t);
  void (*reply)(conversation *c, const pop3_reply *r);
  void (*end)(conversation *c, const char *name);
} pop3_printer;

extern const pop3_printer pop3_text;
extern const pop3_printer pop3_json;

/* Members of the response: pop3_json_reply.c; words beside its status line when that is a value
 * (false: it is none), and lines below it: pop3_text_reply.c. */
bool pop3_text_itself(const conversation *c, const pop3_reply *r, buffer *words);
void pop3_json_reply(const conversation *c, const pop3_reply *r);
void pop3_text_reply(const conversation *c, const pop3_reply *r);

#endif
