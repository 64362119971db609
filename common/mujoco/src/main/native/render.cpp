#include "render.h"

#include <dlfcn.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

// The part of EGL 1.5 that is used here, so that the build needs no headers of it.
using EglDisplay = void*;
using EglConfig = void*;
using EglContext = void*;
constexpr int kEglNone = 0x3038;
constexpr int kEglSurfaceType = 0x3033;
constexpr int kEglPbufferBit = 0x0001;
constexpr int kEglRenderableType = 0x3040;
constexpr int kEglOpenglBit = 0x0008;
constexpr int kEglDepthSize = 0x3025;
constexpr unsigned kEglOpenglApi = 0x30A2;
constexpr unsigned kSurfacelessMesa = 0x31DD;
constexpr unsigned kDevice = 0x313F;
constexpr int kMostDevices = 16;

struct Egl {
  void* library;
  void* (*address)(const char*);
  EglDisplay (*display)(void*);
  unsigned (*initialize)(EglDisplay, int*, int*);
  unsigned (*terminate)(EglDisplay);
  unsigned (*choose)(EglDisplay, const int*, EglConfig*, int, int*);
  unsigned (*bind)(unsigned);
  EglContext (*create)(EglDisplay, EglConfig, EglContext, const int*);
  unsigned (*destroy)(EglDisplay, EglContext);
  unsigned (*current)(EglDisplay, void*, void*, EglContext);

  Egl() {
    // Global, because the engine looks for eglGetProcAddress among the process's symbols.
    library = dlopen("libEGL.so.1", RTLD_NOW | RTLD_GLOBAL);
    if (library == nullptr) {
      throw std::runtime_error("libEGL.so.1 is not installed");
    }
    find(address, "eglGetProcAddress");
    find(display, "eglGetDisplay");
    find(initialize, "eglInitialize");
    find(terminate, "eglTerminate");
    find(choose, "eglChooseConfig");
    find(bind, "eglBindAPI");
    find(create, "eglCreateContext");
    find(destroy, "eglDestroyContext");
    find(current, "eglMakeCurrent");
  }

  template <class Function>
  void find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    if (function == nullptr) {
      throw std::runtime_error(std::string("libEGL.so.1 has no ") + name);
    }
  }
};

const Egl& egl() {
  static const Egl loaded;  // never unloaded: drivers keep threads
  return loaded;
}

bool starts(EglDisplay display) {
  return display != nullptr && egl().initialize(display, nullptr, nullptr);
}

// A display that needs no screen: Mesa's, else a graphics device's, else the default one.
EglDisplay open_display() {
  using PlatformDisplay = EglDisplay (*)(unsigned, void*, const int*);
  using QueryDevices = unsigned (*)(int, void**, int*);
  auto platform = reinterpret_cast<PlatformDisplay>(egl().address("eglGetPlatformDisplayEXT"));
  auto devices = reinterpret_cast<QueryDevices>(egl().address("eglQueryDevicesEXT"));
  if (platform != nullptr) {
    void* found[kMostDevices];
    int count = 0;
    if (devices != nullptr && devices(kMostDevices, found, &count)) {
      for (int i = 0; i < count; i++) {
        EglDisplay display = platform(kDevice, found[i], nullptr);
        if (starts(display)) {
          return display;
        }
      }
    }
    EglDisplay display = platform(kSurfacelessMesa, nullptr, nullptr);
    if (starts(display)) {
      return display;
    }
  }
  EglDisplay display = egl().display(nullptr);
  return starts(display) ? display : nullptr;
}

struct Renderer {
  int width;
  int height;
  EglDisplay display = nullptr;
  EglContext context = nullptr;
  mjvScene scene;
  mjrContext gl;

  Renderer(const mjModel* m, int w, int h) : width(w), height(h) {
    mjv_defaultScene(&scene);
    mjr_defaultContext(&gl);
    try {
      open(m);
    } catch (...) {
      close();
      throw;
    }
  }

  ~Renderer() { close(); }
  Renderer(const Renderer&) = delete;
  Renderer& operator=(const Renderer&) = delete;

  void use() const {
    if (!egl().current(display, nullptr, nullptr, context)) {
      throw std::runtime_error("EGL cannot use its context in this thread");
    }
  }

 private:
  void open(const mjModel* m) {
    display = open_display();
    if (display == nullptr) {
      throw std::runtime_error("EGL finds neither a graphics device nor a software driver");
    }
    const int wanted[] = {kEglSurfaceType, kEglPbufferBit, kEglRenderableType, kEglOpenglBit,
                          kEglDepthSize,   24,             kEglNone};
    EglConfig config = nullptr;
    int count = 0;
    if (!egl().choose(display, wanted, &config, 1, &count) || count < 1 ||
        !egl().bind(kEglOpenglApi)) {
      throw std::runtime_error("EGL has no driver for OpenGL");
    }
    context = egl().create(display, config, nullptr, nullptr);
    if (context == nullptr) {
      throw std::runtime_error("EGL cannot make an OpenGL context");
    }
    use();
    mjv_makeScene(m, &scene, 1000);
    mjr_makeContext(m, &gl, mjFONTSCALE_100);
    mjr_setBuffer(mjFB_OFFSCREEN, &gl);
    if (gl.currentBuffer != mjFB_OFFSCREEN) {
      throw std::runtime_error("OpenGL cannot draw off screen");
    }
  }

  void close() {
    if (context != nullptr) {
      egl().current(display, nullptr, nullptr, context);
      mjr_freeContext(&gl);
      mjv_freeScene(&scene);
      egl().current(display, nullptr, nullptr, nullptr);
      egl().destroy(display, context);
      context = nullptr;
    }
    // The display is shared by the process and stays.
  }
};

}  // namespace

void* render_open(const mjModel* m, int width, int height) {
  if (width < 1 || height < 1 || width > m->vis.global.offwidth ||
      height > m->vis.global.offheight) {
    throw std::runtime_error("a picture of " + std::to_string(width) + " x " +
                             std::to_string(height) + " is larger than the model allows");
  }
  return new Renderer(m, width, height);
}

void render_draw(void* renderer, const mjModel* m, mjData* d, const double* camera,
                 signed char* rgb) {
  auto* r = static_cast<Renderer*>(renderer);
  r->use();
  mjvCamera view;
  mjv_defaultCamera(&view);
  std::copy(camera, camera + 3, view.lookat);
  view.distance = camera[3];
  view.azimuth = camera[4];
  view.elevation = camera[5];
  mjvOption option;
  mjv_defaultOption(&option);
  mjv_updateScene(m, d, &option, nullptr, &view, mjCAT_ALL, &r->scene);
  mjrRect area{0, 0, r->width, r->height};
  mjr_render(area, &r->scene, &r->gl);
  auto* bytes = reinterpret_cast<unsigned char*>(rgb);
  mjr_readPixels(bytes, nullptr, area, &r->gl);
  const int row = 3 * r->width;  // OpenGL's first row is the lowest
  for (int top = 0, bottom = r->height - 1; top < bottom; top++, bottom--) {
    std::swap_ranges(bytes + top * row, bytes + (top + 1) * row, bytes + bottom * row);
  }
}

void render_close(void* renderer) { delete static_cast<Renderer*>(renderer); }
