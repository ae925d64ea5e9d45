/* What numpy is linked with for products of floats: the 22 functions of BLAS that it calls, and nothing else.
 *
 * numpy's packages bring OpenBLAS, 20 MB that are fast at what the viewer never does. These are right and slow.
 * Their names and integers of 64 bits are those of the OpenBLAS that they stand for.
 */
#include <stdint.h>

#define COLUMNS_FIRST 102
#define TRANSPOSED 112
#define CONJUGATED 113
#define UPPER 121
#define LOWER 122

typedef int64_t Size;

typedef struct {
    float real, imaginary;
} Float2;

typedef struct {
    double real, imaginary;
} Double2;

#define NAME(kind, what) NAMED(kind, what)
#define NAMED(kind, what) scipy_cblas_##kind##what##64_
#define WITHIN(kind, what) WITHIN_(kind, what)
#define WITHIN_(kind, what) kind##_##what
#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

#define REAL_PLUS_PRODUCT(sum, a, b) ((sum) + (a) * (b))
#define REAL_CONJUGATE(a) (a)
#define REAL_IS_ZERO(a) ((a) == 0)
#define COMPLEX_PLUS_PRODUCT(T, sum, a, b) \
    ((T){(sum).real + ((a).real * (b).real - (a).imaginary * (b).imaginary), \
         (sum).imaginary + ((a).real * (b).imaginary + (a).imaginary * (b).real)})
#define COMPLEX_CONJUGATE(T, a) ((T){(a).real, -(a).imaginary})
#define COMPLEX_IS_ZERO(a) ((a).real == 0 && (a).imaginary == 0)

#define KIND s
#define TYPE float
#define SCALAR float
#define VALUE(scalar) (scalar)
#define PLUS_PRODUCT REAL_PLUS_PRODUCT
#define CONJUGATE REAL_CONJUGATE
#define IS_ZERO REAL_IS_ZERO
#define IS_REAL
#include "blas_kind.h"

#define KIND d
#define TYPE double
#define SCALAR double
#define VALUE(scalar) (scalar)
#define PLUS_PRODUCT REAL_PLUS_PRODUCT
#define CONJUGATE REAL_CONJUGATE
#define IS_ZERO REAL_IS_ZERO
#define IS_REAL
#include "blas_kind.h"

#define KIND c
#define TYPE Float2
#define SCALAR const void *
#define VALUE(scalar) (*(const Float2 *)(scalar))
#define PLUS_PRODUCT(sum, a, b) COMPLEX_PLUS_PRODUCT(Float2, sum, a, b)
#define CONJUGATE(a) COMPLEX_CONJUGATE(Float2, a)
#define IS_ZERO COMPLEX_IS_ZERO
#include "blas_kind.h"

#define KIND z
#define TYPE Double2
#define SCALAR const void *
#define VALUE(scalar) (*(const Double2 *)(scalar))
#define PLUS_PRODUCT(sum, a, b) COMPLEX_PLUS_PRODUCT(Double2, sum, a, b)
#define CONJUGATE(a) COMPLEX_CONJUGATE(Double2, a)
#define IS_ZERO COMPLEX_IS_ZERO
#include "blas_kind.h"
