/* For a wine test prefix only, never shipped: the functions of complex numbers that wine 8 has no body for in ucrtbase.dll.
 *
 * numpy asks for them. forward_crt.py links this file in front of wine's own library, to which all else is passed on.
 * A complex number goes by value as a pair, as Microsoft's compiler does it; long double is double there.
 */
#include <complex.h>

typedef struct { float re, im; } Single;
typedef struct { double re, im; } Double;

static double _Complex wide(Double a) { return __builtin_complex(a.re, a.im); }
static double _Complex widen(Single a) { return __builtin_complex((double)a.re, (double)a.im); }

#define TO_REAL(name)                                  \
    double x_##name(Double a) { return name(wide(a)); } \
    float x_##name##f(Single a) { return (float)name(widen(a)); }

#define TO_COMPLEX(name)                                       \
    Double x_##name(Double a) {                                \
        double _Complex z = name(wide(a));                     \
        return (Double){creal(z), cimag(z)};                   \
    }                                                          \
    Single x_##name##f(Single a) {                             \
        double _Complex z = name(widen(a));                    \
        return (Single){(float)creal(z), (float)cimag(z)};     \
    }

TO_REAL(cabs)
TO_REAL(carg)
TO_REAL(creal)
TO_REAL(cimag)
TO_COMPLEX(ccos)
TO_COMPLEX(ccosh)
TO_COMPLEX(cexp)
TO_COMPLEX(clog)
TO_COMPLEX(csin)
TO_COMPLEX(csinh)
TO_COMPLEX(csqrt)
TO_COMPLEX(ctan)
TO_COMPLEX(ctanh)

Double x_cpow(Double a, Double b) {
    double _Complex z = cpow(wide(a), wide(b));
    return (Double){creal(z), cimag(z)};
}

Single x_cpowf(Single a, Single b) {
    double _Complex z = cpow(widen(a), widen(b));
    return (Single){(float)creal(z), (float)cimag(z)};
}
