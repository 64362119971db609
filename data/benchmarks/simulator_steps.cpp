// A plain loop of control steps, for simulator_steps.py.
#include <mujoco/mujoco.h>

#include <time.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + 1e-9 * time.tv_nsec;
}

// Seconds that the steps of one episode take: qpos is the start, actions [steps, nu].
extern "C" double episode(const char* file, int steps, int substeps, const double* qpos,
                          const double* actions) {
  mjModel* m = mj_loadModel(file, nullptr);
  mjData* d = mj_makeData(m);
  mju_copy(d->qpos, qpos, m->nq);
  mj_forward(m, d);
  double begin = now();
  for (int step = 0; step < steps; step++) {
    mju_copy(d->ctrl, actions + step * m->nu, m->nu);
    for (int i = 0; i < substeps; i++) {
      mj_step(m, d);
    }
    mj_step1(m, d);
  }
  double seconds = now() - begin;
  mj_deleteData(d);
  mj_deleteModel(m);
  return seconds;
}
