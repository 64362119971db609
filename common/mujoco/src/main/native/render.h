// Pictures of MuJoCo data without a display, through EGL, which is looked for only when a renderer
// is opened: nothing else needs it. Errors are C++ exceptions, Java ones beyond the JNI.
#ifndef DDRMPO_RENDER_H_
#define DDRMPO_RENDER_H_

#include <mujoco/mujoco.h>

// A renderer for pictures of a model. It belongs to the thread that opened it until render_close.
// The model's visual.global.offwidth and offheight must not be less than width and height.
void* render_open(const mjModel* m, int width, int height);

// Draws data whose positions are up to date. camera: what is looked at (x, y, z), distance, azimuth
// and elevation (degrees); rgb receives [height, width, 3], the top row first.
void render_draw(void* renderer, const mjModel* m, mjData* d, const double* camera,
                 signed char* rgb);

// Frees a renderer.
void render_close(void* renderer);

#endif  // DDRMPO_RENDER_H_
