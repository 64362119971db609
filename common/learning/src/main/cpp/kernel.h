// The arithmetic of the flat networks: dense layers, layer normalisation, Adam. Row-major float
// arrays with offsets; a row's result depends neither on the number of rows nor on its place among
// them. Legend: R rows, I inputs, O outputs, W width.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

static bool kernelSupported() {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

// Only what lies below needs AVX2 and FMA, so that the question above can be asked on every CPU.
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#include <immintrin.h>

enum { LINEAR = 0, ELU = 1, TANH = 2, SILU = 3 };

static inline __m256i lanes(int n) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(n), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
static inline __m256 load(const float* p, int n) {
  return n >= 8 ? _mm256_loadu_ps(p) : _mm256_maskload_ps(p, lanes(n));
}
static inline void store(float* p, int n, __m256 v) {
  if (n >= 8) _mm256_storeu_ps(p, v);
  else _mm256_maskstore_ps(p, lanes(n), v);
}
static inline float sum(__m256 v) {
  __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  s = _mm_add_ps(s, _mm_movehl_ps(s, s));
  return _mm_cvtss_f32(_mm_add_ss(s, _mm_shuffle_ps(s, s, 1)));
}

// exp(x) - 1, relative error about 2e-7; x in [-88, 88], beyond it saturates. NaN stays NaN: minimum
// and maximum return their second operand.
static inline __m256 expm1v(__m256 x) {
  x = _mm256_min_ps(_mm256_set1_ps(88.f), _mm256_max_ps(_mm256_set1_ps(-88.f), x));
  __m256 n = _mm256_round_ps(_mm256_mul_ps(x, _mm256_set1_ps(1.44269504f)),
                             _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  __m256 r = _mm256_fnmadd_ps(n, _mm256_set1_ps(0.693359375f), x);
  r = _mm256_fnmadd_ps(n, _mm256_set1_ps(-2.12194440e-4f), r);
  __m256 p = _mm256_set1_ps(1.f / 5040);
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(1.f / 720));
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(1.f / 120));
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(1.f / 24));
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(1.f / 6));
  p = _mm256_fmadd_ps(p, r, _mm256_set1_ps(.5f));
  p = _mm256_fmadd_ps(_mm256_mul_ps(p, r), r, r);
  __m256i e = _mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127));
  __m256 s = _mm256_castsi256_ps(_mm256_slli_epi32(e, 23));
  return _mm256_fmadd_ps(s, p, _mm256_sub_ps(s, _mm256_set1_ps(1.f)));
}
static inline __m256 eluv(__m256 x) {
  __m256 zero = _mm256_setzero_ps();
  return _mm256_blendv_ps(expm1v(_mm256_min_ps(zero, x)), x, _mm256_cmp_ps(x, zero, _CMP_GT_OQ));
}
// tanh x as x P(x^2) / Q(x^2), fitted on [-9.01, 9.01] for the least greatest relative error: 2e-8,
// in float 3.4e-7. Beyond it saturates, to 1 within a rounding. NaN stays NaN, as above.
static inline __m256 tanhv(__m256 x) {
  x = _mm256_min_ps(_mm256_set1_ps(9.01f), _mm256_max_ps(_mm256_set1_ps(-9.01f), x));
  const __m256 u = _mm256_mul_ps(x, x);
  __m256 p = _mm256_set1_ps(1.33368477e-8f);
  p = _mm256_fmadd_ps(p, u, _mm256_set1_ps(2.05962735e-5f));
  p = _mm256_fmadd_ps(p, u, _mm256_set1_ps(3.49481103e-3f));
  p = _mm256_fmadd_ps(p, u, _mm256_set1_ps(1.33803716e-1f));
  p = _mm256_fmadd_ps(p, u, _mm256_set1_ps(9.99999979e-1f));
  __m256 q = _mm256_set1_ps(7.76928281e-7f);
  q = _mm256_fmadd_ps(q, u, _mm256_set1_ps(3.28436319e-4f));
  q = _mm256_fmadd_ps(q, u, _mm256_set1_ps(2.58740267e-2f));
  q = _mm256_fmadd_ps(q, u, _mm256_set1_ps(4.67136870e-1f));
  q = _mm256_fmadd_ps(q, u, _mm256_set1_ps(1.f));
  return _mm256_div_ps(_mm256_mul_ps(x, p), q);
}
// x sigmoid(x) = x / (1 + exp(-x))
static inline __m256 siluv(__m256 x) {
  __m256 e = expm1v(_mm256_xor_ps(x, _mm256_set1_ps(-0.f)));
  return _mm256_div_ps(x, _mm256_add_ps(_mm256_set1_ps(2.f), e));
}
static inline __m256 activate(__m256 v, int activation) {
  switch (activation) {
    case ELU: return eluv(v);
    case TANH: return tanhv(v);
    case SILU: return siluv(v);
    default: return v;
  }
}

// A tile of C = activation(start + A B): M rows, up to 16 columns. A(m, p) = a[m rs + p cs], B in rows
// of ldb; start is C itself, the bias, or zero.
struct Tile {
  const float *a, *b, *bias;
  float* c;
  long rs, cs, ldb, ldc;
  int k, columns, activation;
  bool ontoC;
};

template <int M, bool FULL>
static void tile(const Tile& t) {
  __m256 acc[M][2];
  const int n0 = t.columns, n1 = t.columns - 8;
#pragma GCC unroll 6
  for (int m = 0; m < M; m++) {
    const float* start = t.ontoC ? t.c + m * t.ldc : t.bias;
    acc[m][0] = start ? load(start, n0) : _mm256_setzero_ps();
    acc[m][1] = start && n1 > 0 ? load(start + 8, n1) : _mm256_setzero_ps();
  }
  const __m256i m0 = lanes(n0), m1 = lanes(n1);
  const float *a = t.a, *b = t.b;
  for (int p = 0; p < t.k; p++, a += t.cs, b += t.ldb) {
    __m256 b0 = FULL ? _mm256_loadu_ps(b) : _mm256_maskload_ps(b, m0);
    __m256 b1 = FULL ? _mm256_loadu_ps(b + 8) : _mm256_maskload_ps(b + 8, m1);
#pragma GCC unroll 6
    for (int m = 0; m < M; m++) {
      __m256 am = _mm256_broadcast_ss(a + m * t.rs);
      acc[m][0] = _mm256_fmadd_ps(am, b0, acc[m][0]);
      acc[m][1] = _mm256_fmadd_ps(am, b1, acc[m][1]);
    }
  }
#pragma GCC unroll 6
  for (int m = 0; m < M; m++) {
    store(t.c + m * t.ldc, n0, activate(acc[m][0], t.activation));
    if (n1 > 0) store(t.c + m * t.ldc + 8, n1, activate(acc[m][1], t.activation));
  }
}

template <bool FULL>
static void tile(const Tile& t, int rows) {
  switch (rows) {
    case 1: return tile<1, FULL>(t);
    case 2: return tile<2, FULL>(t);
    case 3: return tile<3, FULL>(t);
    case 4: return tile<4, FULL>(t);
    case 5: return tile<5, FULL>(t);
    default: return tile<6, FULL>(t);
  }
}

// C[m, n] = activation(bias + A B), A(i, p) = a[i rs + p cs], B(p, j) = b[p brs + j bcs]. Blocks of
// 256 products and 240 rows stay in L2, a packed panel of 16 columns in L1.
static void product(int m, int n, int k, const float* a, long rs, long cs, const float* b, long brs,
                    long bcs, const float* bias, int activation, float* c) {
  const int KC = 256, MC = 240;
  alignas(32) float panel[KC * 16];
  for (int i0 = 0; i0 < m; i0 += MC) {
    const int i1 = i0 + MC < m ? i0 + MC : m;
    for (int k0 = 0; k0 < k; k0 += KC) {
      const int kc = k - k0 < KC ? k - k0 : KC;
      for (int j0 = 0; j0 < n; j0 += 16) {
        const int columns = n - j0 < 16 ? n - j0 : 16;
        const float* bj = b + k0 * brs + j0 * bcs;
        long ldb = brs;
        const bool pack = bcs != 1 || i1 - i0 > 12;
        if (pack) {
          for (int p = 0; p < kc; p++) {
            float* row = panel + p * 16;
            if (bcs == 1 && columns == 16) {
              _mm256_store_ps(row, _mm256_loadu_ps(bj + p * brs));
              _mm256_store_ps(row + 8, _mm256_loadu_ps(bj + p * brs + 8));
            } else {
              for (int j = 0; j < columns; j++) row[j] = bj[p * brs + j * bcs];
              for (int j = columns; j < 16; j++) row[j] = 0;
            }
          }
          bj = panel;
          ldb = 16;
        }
        const bool last = k0 + kc == k;
        for (int i = i0; i < i1; i += 6) {
          Tile t = {a + i * rs + k0 * cs, bj, bias ? bias + j0 : nullptr, c + (long)i * n + j0,
                    rs, cs, ldb, n, kc, columns, last ? activation : (int)LINEAR, k0 > 0};
          if (pack || columns == 16) tile<true>(t, i1 - i);
          else tile<false>(t, i1 - i);
        }
      }
    }
  }
}

// y[R] = x[R, I] w[I] + b: a single output, lanes along the inputs.
static void dots(int rows, int in, const float* x, const float* w, float bias, float* y) {
  for (int r = 0; r < rows; r++, x += in) {
    __m256 s0 = _mm256_setzero_ps(), s1 = s0;
    for (int i = 0; i < in; i += 16) {
      s0 = _mm256_fmadd_ps(load(x + i, in - i), load(w + i, in - i), s0);
      if (in - i > 8) s1 = _mm256_fmadd_ps(load(x + i + 8, in - i - 8), load(w + i + 8, in - i - 8), s1);
    }
    y[r] = bias + sum(_mm256_add_ps(s0, s1));
  }
}

// y[R, O] = activation(x[R, I] w[I, O] + b[O])
static void kernelLinear(int rows, int in, int out, const float* x, int xAt, const float* w, int wAt,
                         const float* b, int bAt, int activation, float* y, int yAt) {
  if (out == 1 && activation == LINEAR) dots(rows, in, x + xAt, w + wAt, b[bAt], y + yAt);
  else product(rows, out, in, x + xAt, in, 1, w + wAt, out, 1, b + bAt, activation, y + yAt);
}

// gw[I, O] = x^T dy, gb[O] = column sums of dy; dx[R, I] = dy w^T unless dx is null
static void kernelLinearBackward(int rows, int in, int out, const float* x, const float* w, int wAt,
                                 const float* dy, float* g, int gwAt, int gbAt, float* dx) {
  static const float one = 1.f;
  if (out == 1) product(1, in, rows, dy, 0, 1, x, in, 1, nullptr, LINEAR, g + gwAt);
  else product(in, out, rows, x, 1, in, dy, out, 1, nullptr, LINEAR, g + gwAt);
  product(1, out, rows, &one, 0, 0, dy, out, 1, nullptr, LINEAR, g + gbAt);
  if (dx) product(rows, in, out, dy, out, 1, w + wAt, 1, out, nullptr, LINEAR, dx);
}

static inline float mean(int width, const float* x) {
  __m256 s = _mm256_setzero_ps();
  for (int i = 0; i < width; i += 8) s = _mm256_add_ps(s, load(x + i, width - i));
  return sum(s) / width;
}
static inline float covariance(int width, const float* x, float xMean, const float* y, float yMean) {
  const __m256 mx = _mm256_set1_ps(xMean), my = _mm256_set1_ps(yMean);
  __m256 s = _mm256_setzero_ps();
  for (int i = 0; i < width; i += 8) {
    const int n = width - i;
    __m256 d = _mm256_sub_ps(load(x + i, n), mx);
    if (n < 8) d = _mm256_and_ps(d, _mm256_castsi256_ps(lanes(n)));
    s = _mm256_fmadd_ps(d, _mm256_sub_ps(load(y + i, n), my), s);
  }
  return sum(s) / width;
}
static inline float inverseStddev(double variance) { return 1 / std::sqrt((float)variance + 1e-5f); }

// y[R, W] = tanh(layer norm of z[R, W]); keeps normal[R, W] and inverse[R] for the way back.
static void kernelNormTanh(int rows, int width, const float* z, const float* theta, int gammaAt,
                           int betaAt, float* normal, float* inverse, float* y) {
  for (int r = 0; r < rows; r++) {
    const long at = (long)r * width;
    const float m = mean(width, z + at), inv = inverseStddev(covariance(width, z + at, m, z + at, m));
    const __m256 centre = _mm256_set1_ps(m), scale = _mm256_set1_ps(inv);
    for (int i = 0; i < width; i += 8) {
      const int n = width - i;
      __m256 x = _mm256_mul_ps(_mm256_sub_ps(load(z + at + i, n), centre), scale);
      store(normal + at + i, n, x);
      store(y + at + i, n,
            tanhv(_mm256_fmadd_ps(x, load(theta + gammaAt + i, n), load(theta + betaAt + i, n))));
    }
    inverse[r] = inv;
  }
}

// dy[R, W], the loss's derivative by y, becomes the derivative by z.
static void kernelNormTanhBackward(int rows, int width, const float* normal, const float* inverse,
                                   const float* y, const float* theta, int gammaAt, float* g,
                                   int ggAt, int gbAt, float* dy) {
  const float* gamma = theta + gammaAt;
  std::memset(g + ggAt, 0, sizeof(float) * width);
  std::memset(g + gbAt, 0, sizeof(float) * width);
  for (int r = 0; r < rows; r++, normal += width, y += width, dy += width) {
    __m256 s0 = _mm256_setzero_ps(), s1 = s0;
    for (int i = 0; i < width; i += 8) {
      const int n = width - i;
      __m256 yi = load(y + i, n), x = load(normal + i, n), d = load(dy + i, n);
      d = _mm256_mul_ps(d, _mm256_fnmadd_ps(yi, yi, _mm256_set1_ps(1.f)));
      store(g + gbAt + i, n, _mm256_add_ps(load(g + gbAt + i, n), d));
      store(g + ggAt + i, n, _mm256_fmadd_ps(d, x, load(g + ggAt + i, n)));
      d = _mm256_mul_ps(d, load(gamma + i, n));
      store(dy + i, n, d);
      s0 = _mm256_add_ps(s0, d);
      s1 = _mm256_fmadd_ps(d, x, s1);
    }
    const __m256 m0 = _mm256_set1_ps(sum(s0) / width), m1 = _mm256_set1_ps(sum(s1) / width);
    const __m256 scale = _mm256_set1_ps(inverse[r]);
    for (int i = 0; i < width; i += 8) {
      const int n = width - i;
      __m256 d = _mm256_sub_ps(load(dy + i, n), m0);
      store(dy + i, n, _mm256_mul_ps(scale, _mm256_fnmadd_ps(load(normal + i, n), m1, d)));
    }
  }
}

// y[S N, W] = tanh(layer norm of (h[S, W] once a state + a[S N, D] w[D, W])); D may be 0. Mean and
// variance of a row follow from those of h and w, so that each row is passed over once. Moments is
// scratch of D + D D + D: the means of w, its covariances, and those of h with w.
static void kernelExpandNormTanh(int states, int copies, int actionSize, int width, const float* h,
                                 int hAt, const float* a, int aAt, const float* theta, int wAt,
                                 int gammaAt, int betaAt, double* moments, float* y) {
  h += hAt;
  a += aAt;
  const float *w = theta + wAt, *gamma = theta + gammaAt, *beta = theta + betaAt;
  double *wMean = moments, *ww = moments + actionSize, *hw = ww + actionSize * actionSize;
  for (int d = 0; d < actionSize; d++) {
    wMean[d] = mean(width, w + (long)d * width);
    for (int e = 0; e <= d; e++)
      ww[d * actionSize + e] = covariance(width, w + (long)d * width, wMean[d], w + (long)e * width, wMean[e]);
  }
  for (int s = 0; s < states; s++, h += width) {
    const float hMean = mean(width, h);
    const double hh = covariance(width, h, hMean, h, hMean);
    for (int d = 0; d < actionSize; d++)
      hw[d] = covariance(width, h, hMean, w + (long)d * width, wMean[d]);
    for (int n = 0; n < copies; n++, a += actionSize, y += width) {
      double m = hMean, variance = hh;
      for (int d = 0; d < actionSize; d++) {
        double half = hw[d] + 0.5 * a[d] * ww[d * actionSize + d];
        for (int e = 0; e < d; e++) half += a[e] * ww[d * actionSize + e];
        m += a[d] * wMean[d];
        variance += 2 * a[d] * half;
      }
      const __m256 centre = _mm256_set1_ps((float)m);
      const __m256 scale = _mm256_set1_ps(inverseStddev(variance < 0 ? 0 : variance));
      for (int i = 0; i < width; i += 8) {
        const int r = width - i;
        __m256 z = load(h + i, r);
        for (int d = 0; d < actionSize; d++)
          z = _mm256_fmadd_ps(_mm256_set1_ps(a[d]), load(w + (long)d * width + i, r), z);
        z = _mm256_mul_ps(_mm256_sub_ps(z, centre), scale);
        store(y + i, r, tanhv(_mm256_fmadd_ps(z, load(gamma + i, r), load(beta + i, r))));
      }
    }
  }
}

// dy, the derivative by y = elu(z), becomes the derivative by z: elu' = min(1, y + 1).
static void kernelEluBackward(int count, const float* y, float* dy) {
  for (int i = 0; i < count; i += 8) {
    const int n = count - i;
    __m256 one = _mm256_set1_ps(1.f);
    __m256 slope = _mm256_min_ps(one, _mm256_add_ps(one, load(y + i, n)));
    store(dy + i, n, _mm256_mul_ps(load(dy + i, n), slope));
  }
}

// theta -= step m / (sqrt(v) root + 1e-8), with the gradient scaled first.
static void kernelAdam(int count, const float* gradient, float scale, float step, float root,
                       float* m, float* v, float* theta) {
  const __m256 s = _mm256_set1_ps(scale), b1 = _mm256_set1_ps(.9f), c1 = _mm256_set1_ps(.1f);
  const __m256 b2 = _mm256_set1_ps(.999f), c2 = _mm256_set1_ps(.001f);
  const __m256 r = _mm256_set1_ps(root), e = _mm256_set1_ps(1e-8f), l = _mm256_set1_ps(step);
  for (int i = 0; i < count; i += 8) {
    const int n = count - i;
    __m256 g = _mm256_mul_ps(load(gradient + i, n), s);
    __m256 mi = _mm256_fmadd_ps(b1, load(m + i, n), _mm256_mul_ps(c1, g));
    __m256 vi = _mm256_fmadd_ps(b2, load(v + i, n), _mm256_mul_ps(c2, _mm256_mul_ps(g, g)));
    store(m + i, n, mi);
    store(v + i, n, vi);
    __m256 by = _mm256_fmadd_ps(_mm256_sqrt_ps(vi), r, e);
    store(theta + i, n, _mm256_fnmadd_ps(l, _mm256_div_ps(mi, by), load(theta + i, n)));
  }
}

static double kernelSquares(int count, const float* x) {
  __m256d s0 = _mm256_setzero_pd(), s1 = s0;
  for (int i = 0; i < count; i += 8) {
    __m256 v = load(x + i, count - i);
    __m256d low = _mm256_cvtps_pd(_mm256_castps256_ps128(v));
    __m256d high = _mm256_cvtps_pd(_mm256_extractf128_ps(v, 1));
    s0 = _mm256_fmadd_pd(low, low, s0);
    s1 = _mm256_fmadd_pd(high, high, s1);
  }
  double parts[4];
  _mm256_storeu_pd(parts, _mm256_add_pd(s0, s1));
  return (parts[0] + parts[1]) + (parts[2] + parts[3]);
}

#pragma GCC pop_options
