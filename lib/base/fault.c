/* SPDX-License-Identifier: MIT */
/* The rows of fault.def and tolerance.def: names, sentences, look-up. */
#include <mailwire/fault.h>

typedef struct fault_row {
  mw_fault fault;
  const char *name;
  const char *sentence;
} fault_row;

static const fault_row fault_rows[] = {
    {MW_FAULT_NONE, "NONE", "Nothing is wrong"},
#define MW_FAULT(id, number, sentence) {MW_FAULT_##id, #id, sentence},
#include <mailwire/tables/fault.def>
};

typedef struct tolerance_row {
  uint64_t bit;
  const char *name;
  const char *sentence;
} tolerance_row;

static const tolerance_row tolerance_rows[] = {
#define MW_TOLERANCE(id, bit, fault, sentence) {UINT64_C(1) << bit, #id, sentence},
#include <mailwire/tables/tolerance.def>
};

enum {
  FAULTS = sizeof fault_rows / sizeof fault_rows[0],
  TOLERANCES = sizeof tolerance_rows / sizeof tolerance_rows[0]
};

static const fault_row *fault_row_of(mw_fault fault)
{
  size_t i;
  for (i = 0; i < FAULTS; i++) {
    if (fault_rows[i].fault == fault) {
      return &fault_rows[i];
    }
  }
  return NULL;
}

const char *mw_fault_name(mw_fault fault)
{
  const fault_row *row = fault_row_of(fault);
  return row != NULL ? row->name : "UNKNOWN";
}

const char *mw_fault_text(mw_fault fault)
{
  const fault_row *row = fault_row_of(fault);
  return row != NULL ? row->sentence : "A fault that this version does not know";
}

mw_fault mw_fault_find(mw_slice name)
{
  size_t i;
  for (i = 0; i < FAULTS; i++) {
    if (mw_slice_equal(name, mw_slice_text(fault_rows[i].name))) {
      return fault_rows[i].fault;
    }
  }
  return MW_FAULT_NONE;
}

static const tolerance_row *tolerance_row_of(uint64_t bit)
{
  size_t i;
  for (i = 0; i < TOLERANCES; i++) {
    if (tolerance_rows[i].bit == bit) {
      return &tolerance_rows[i];
    }
  }
  return NULL;
}

const char *mw_tolerance_name(uint64_t bit)
{
  const tolerance_row *row = tolerance_row_of(bit);
  return row != NULL ? row->name : "UNKNOWN";
}

const char *mw_tolerance_text(uint64_t bit)
{
  const tolerance_row *row = tolerance_row_of(bit);
  return row != NULL ? row->sentence : "A tolerance that this version does not know";
}

uint64_t mw_tolerance_find(mw_slice name)
{
  size_t i;
  for (i = 0; i < TOLERANCES; i++) {
    if (mw_slice_equal(name, mw_slice_text(tolerance_rows[i].name))) {
      return tolerance_rows[i].bit;
    }
  }
  return 0;
}
