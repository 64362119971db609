#include "guard.h"

#include <setjmp.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>

// Exported by MuJoCo for its own bindings: sets this thread's log handler, returns the one before.
extern "C" mjfLogHandler _mjPRIVATE_setTlsLogHandler(mjfLogHandler handler);

namespace {

// What one thread needs to leave the engine in the middle of an error.
thread_local jmp_buf escape;
thread_local char failure[1024];

void keep(const mjLogMessage* message) {
  snprintf(failure, sizeof(failure), "%s", message->subject);
}

// Errors leave by longjmp: the engine is C, and no frame between here and the guard owns anything
// that mj_resetData does not give back. Warnings are counted in mjData and looked at there.
void on_message(const mjLogMessage* message) {
  if (message->level == mjLOG_ERROR) {
    keep(message);
    longjmp(escape, 1);
  }
}

// The compiler turns engine errors into its own messages. Should one come through all the same, the
// only way out leaves the compiler's locks held: after it no thread may load again.
std::atomic<bool> loading_broken{false};
void on_loading_message(const mjLogMessage* message) {
  if (message->level == mjLOG_ERROR) {
    loading_broken = true;
    keep(message);
    longjmp(escape, 1);
  }
}

// For calls outside the guard: an exception is the least harm, the default handler would exit.
void on_unguarded_message(const mjLogMessage* message) {
  if (message->level == mjLOG_ERROR) {
    throw std::runtime_error(std::string("MuJoCo: ") + message->subject);
  }
}
const mjfLogHandler previous_global_handler = mju_setLogHandler(on_unguarded_message);

class Handler {
 public:
  explicit Handler(mjfLogHandler handler) : previous_(_mjPRIVATE_setTlsLogHandler(handler)) {}
  ~Handler() { _mjPRIVATE_setTlsLogHandler(previous_); }
  Handler(const Handler&) = delete;
  Handler& operator=(const Handler&) = delete;

 private:
  const mjfLogHandler previous_;
};

// Runs an action of the engine; false if the engine raised an error, whose text is in `failure`.
// Inlined into nothing, so that no local of a caller lives across the setjmp.
template <class Action>
__attribute__((noinline)) bool survives(Action action) {
  if (_setjmp(escape) != 0) {
    return false;
  }
  action();
  return true;
}

// The first warning raised since the counters were cleared: 1 + mjtWarning, 0 if none.
int warned(const mjData* d) {
  for (int w = 0; w < mjNWARNING; w++) {
    if (d->warning[w].number > 0) {
      return 1 + w;
    }
  }
  return 0;
}

// Advances and returns a row status. Stops at the first warning, which the engine would pass over.
int advance(const mjModel* m, mjData* d, int substeps, bool refresh) {
  memset(d->warning, 0, sizeof(d->warning));
  volatile int status = 0;
  bool ok = survives([&] {
    for (int i = 0; i < substeps && status == 0; i++) {
      mj_step(m, d);
      status = warned(d);
    }
    if (status == 0) {
      if (refresh) {
        mj_step1(m, d);
      } else {
        mj_checkPos(m, d);
        mj_checkVel(m, d);
      }
      status = warned(d);
    }
  });
  return ok ? status : GUARD_ERROR;
}

void reset(const mjModel* m, mjData* d) {
  if (!survives([&] { mj_resetData(m, d); })) {
    throw std::runtime_error(std::string("MuJoCo cannot reset: ") + failure);
  }
}

// Leaves the data reset and raises.
[[noreturn]] void fail(const mjModel* m, mjData* d, int status) {
  char text[1400];
  if (status == GUARD_ERROR) {
    snprintf(text, sizeof(text), "MuJoCo: %s (time %.6g s)", failure, d->time);
  } else {
    const mjWarningStat& warning = d->warning[status - 1];
    snprintf(text, sizeof(text), "MuJoCo: %s", mju_warningText(status - 1, warning.lastinfo));
  }
  reset(m, d);
  throw std::runtime_error(text);
}

bool finite(const double* values, int n) {
  return std::all_of(values, values + n, [](double value) { return std::isfinite(value); });
}

int state_size(const mjModel* m) { return 1 + m->nq + m->nv + m->na + m->nv; }

void read_state(const mjModel* m, const mjData* d, double* state) {
  *state++ = d->time;
  state = std::copy(d->qpos, d->qpos + m->nq, state);
  state = std::copy(d->qvel, d->qvel + m->nv, state);
  state = std::copy(d->act, d->act + m->na, state);
  std::copy(d->qacc_warmstart, d->qacc_warmstart + m->nv, state);
}

void write_state(const mjModel* m, mjData* d, const double* state) {
  d->time = *state++;
  std::copy(state, state + m->nq, d->qpos);
  state += m->nq;
  std::copy(state, state + m->nv, d->qvel);
  state += m->nv;
  std::copy(state, state + m->na, d->act);
  state += m->na;
  std::copy(state, state + m->nv, d->qacc_warmstart);
}

// One row of a rollout: from state, or from where d stands if it is null, to next.
int row(const mjModel* m, mjData* d, const double* state, const double* control, int substeps,
        double* next) {
  int status = 0;
  if (state != nullptr && !finite(state, state_size(m))) {
    status = GUARD_BAD_STATE;
  } else if (!finite(control, m->nu)) {
    status = 1 + mjWARN_BADCTRL;
  } else {
    if (state != nullptr) {
      write_state(m, d, state);
    }
    std::copy(control, control + m->nu, d->ctrl);
    status = advance(m, d, substeps, false);
    if (status != 0) {
      reset(m, d);
    }
  }
  if (status == 0) {
    read_state(m, d, next);
  } else {
    std::fill(next, next + state_size(m), std::numeric_limits<double>::quiet_NaN());
  }
  return status;
}

}  // namespace

mjModel* guard_load(const char* xml) {
  if (loading_broken) {
    throw std::runtime_error("MuJoCo failed inside its compiler; this process can load no more models");
  }
  Handler handler(on_loading_message);
  char error[1024] = "";
  mjSpec* spec = nullptr;
  mjModel* model = nullptr;
  if (!survives([&] { spec = mj_parseXMLString(xml, nullptr, error, sizeof(error)); })) {
    throw std::runtime_error(std::string("Cannot load model: ") + failure);
  }
  if (spec == nullptr) {
    throw std::runtime_error(std::string("Cannot load model: ") + error);
  }
  if (!survives([&] { model = mj_compile(spec, nullptr); })) {
    throw std::runtime_error(std::string("Cannot compile model: ") + failure);
  }
  std::string reason = model == nullptr ? mjs_getError(spec) : "";
  mj_deleteSpec(spec);
  if (model == nullptr) {
    throw std::runtime_error("Cannot compile model: " + reason);
  }
  if (model->nhistory > 0 || model->npluginstate > 0 || (model->opt.enableflags & mjENBL_SLEEP)) {
    mj_deleteModel(model);
    throw std::runtime_error(
        "Cannot load model: delays, plugins and sleeping keep state beyond time, qpos, qvel, act and "
        "qacc_warmstart; leave them out");
  }
  return model;
}

mjData* guard_data(const mjModel* m) {
  Handler handler(on_message);
  mjData* data = nullptr;
  if (!survives([&] { data = mj_makeData(m); })) {
    throw std::runtime_error(std::string("Cannot make data: ") + failure);
  }
  if (data == nullptr) {
    throw std::runtime_error("Cannot make data: out of memory");
  }
  return data;
}

void guard_reset(const mjModel* m, mjData* d) {
  Handler handler(on_message);
  reset(m, d);
}

void guard_forward(const mjModel* m, mjData* d, int disable) {
  Handler handler(on_message);
  // A shallow copy carries the flags: other threads read the model at the same time.
  mjModel flagged = *m;
  flagged.opt.disableflags |= disable;
  memset(d->warning, 0, sizeof(d->warning));
  bool ok = survives([&] {
    mj_checkPos(&flagged, d);
    mj_checkVel(&flagged, d);
    if (warned(d) == 0) {
      mj_forward(&flagged, d);
      mj_checkAcc(&flagged, d);
    }
  });
  int status = ok ? warned(d) : GUARD_ERROR;
  if (status != 0) {
    fail(m, d, status);
  }
}

void guard_step(const mjModel* m, mjData* d, int substeps) {
  Handler handler(on_message);
  int status = advance(m, d, substeps, true);
  if (status != 0) {
    fail(m, d, status);
  }
}

// State and control are all that Data lets a caller set, so a row overwrites what the one before
// left behind, and needs no reset, which costs more than a step of a small model.
int guard_batch(const mjModel* m, mjData* scratch, int batch, const double* states,
                const double* controls, int substeps, double* next, int* status) {
  Handler handler(on_message);
  const size_t size = state_size(m);
  int failures = 0;
  for (int b = 0; b < batch; b++) {
    status[b] = row(m, scratch, states + b * size, controls + b * m->nu, substeps, next + b * size);
    failures += status[b] != 0;
  }
  return failures;
}

int guard_members(mjModel* const* models, mjData* const* scratch, int members, int batch,
                  const double* states, const double* controls, int substeps, double* next,
                  int* status) {
  int failures = 0;
  for (int k = 0; k < members; k++) {
    failures += guard_batch(models[k], scratch[k], batch, states, controls, substeps,
                            next + static_cast<size_t>(k) * batch * state_size(models[k]),
                            status + static_cast<size_t>(k) * batch);
  }
  return failures;
}

int guard_trajectory(const mjModel* m, mjData* scratch, int steps, const double* state,
                     const double* controls, int substeps, double* states, int* status) {
  Handler handler(on_message);
  const size_t size = state_size(m);
  int failures = 0;
  for (int t = 0; t < steps; t++) {
    double* next = states + t * size;
    if (failures > 0) {
      status[t] = GUARD_SKIPPED;
      std::fill(next, next + size, std::numeric_limits<double>::quiet_NaN());
    } else {
      status[t] = row(m, scratch, t == 0 ? state : nullptr, controls + t * m->nu, substeps, next);
    }
    failures += status[t] != 0;
  }
  return failures;
}
