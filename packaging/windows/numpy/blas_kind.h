/* BLAS's functions for one kind of number, KIND: `blas.c` includes this once for each, and says what the words mean. */

#define MATRIX WITHIN(KIND, Matrix)
#define MULTIPLIED WITHIN(KIND, multiplied)
#define LAID WITHIN(KIND, laid)
#define FIRST WITHIN(KIND, first)

typedef struct {
    TYPE *numbers;
    Size row, column; /* how far the next one is */
    int conjugated;
} MATRIX;

/* Return where a vector begins: one that is walked backwards ends there. */
static TYPE *FIRST(const void *numbers, Size count, Size step) {
    return (TYPE *)numbers + (step < 0 ? (1 - count) * step : 0);
}

/* Return a matrix as BLAS describes one: how it lies in memory, and how it is meant. */
static MATRIX LAID(const void *numbers, Size leading, int order, int meant) {
    int swapped = (order == COLUMNS_FIRST) != (meant == TRANSPOSED || meant == CONJUGATED);
    return (MATRIX){(TYPE *)numbers, swapped ? 1 : leading, swapped ? leading : 1, meant == CONJUGATED};
}

/* Make `out` `scale` * `a` * `b` + `kept` * `out`, all of it or one triangle of it. */
static void MULTIPLIED(Size rows, Size columns, Size inner, TYPE scale, MATRIX a, MATRIX b, TYPE kept, MATRIX out, int part) {
    for (Size i = 0; i < rows; i++) {
        Size from = part == UPPER ? i : 0, to = part == LOWER ? i + 1 : columns;
        for (Size j = from; j < to; j++) {
            TYPE zero = {0}, sum = zero, *place = out.numbers + i * out.row + j * out.column;
            for (Size k = 0; k < inner; k++) {
                TYPE left = a.numbers[i * a.row + k * a.column], right = b.numbers[k * b.row + j * b.column];
                sum = PLUS_PRODUCT(sum, a.conjugated ? CONJUGATE(left) : left, b.conjugated ? CONJUGATE(right) : right);
            }
            TYPE before = IS_ZERO(kept) ? zero : *place; /* which may be no number yet */
            *place = PLUS_PRODUCT(PLUS_PRODUCT(zero, kept, before), scale, sum);
        }
    }
}

static TYPE WITHIN(KIND, dotted)(Size count, const void *x, Size step_x, const void *y, Size step_y, int conjugated) {
    TYPE sum = {0}, *left = FIRST(x, count, step_x), *right = FIRST(y, count, step_y);
    for (Size i = 0; i < count; i++, left += step_x, right += step_y)
        sum = PLUS_PRODUCT(sum, conjugated ? CONJUGATE(*left) : *left, *right);
    return sum;
}

#ifdef IS_REAL
EXPORT TYPE NAME(KIND, dot)(Size count, const TYPE *x, Size step_x, const TYPE *y, Size step_y) {
    return WITHIN(KIND, dotted)(count, x, step_x, y, step_y, 0);
}
#else
EXPORT void NAME(KIND, dotu_sub)(Size count, const void *x, Size step_x, const void *y, Size step_y, TYPE *out) {
    *out = WITHIN(KIND, dotted)(count, x, step_x, y, step_y, 0);
}

EXPORT void NAME(KIND, dotc_sub)(Size count, const void *x, Size step_x, const void *y, Size step_y, TYPE *out) {
    *out = WITHIN(KIND, dotted)(count, x, step_x, y, step_y, 1);
}
#endif

EXPORT void NAME(KIND, axpy)(Size count, SCALAR scale, const void *x, Size step_x, void *y, Size step_y) {
    TYPE *from = FIRST(x, count, step_x), *to = FIRST(y, count, step_y);
    for (Size i = 0; i < count; i++, from += step_x, to += step_y)
        *to = PLUS_PRODUCT(*to, VALUE(scale), *from);
}

EXPORT void NAME(KIND, gemv)(int order, int meant, Size rows, Size columns, SCALAR scale, const void *a, Size leading,
                             const void *x, Size step_x, SCALAR kept, void *y, Size step_y) {
    int stands = meant != TRANSPOSED && meant != CONJUGATED;
    Size out = stands ? rows : columns, inner = stands ? columns : rows;
    MATRIX vector = {FIRST(x, inner, step_x), step_x, 0, 0}, result = {FIRST(y, out, step_y), step_y, 0, 0};
    MULTIPLIED(out, 1, inner, VALUE(scale), LAID(a, leading, order, meant), vector, VALUE(kept), result, 0);
}

EXPORT void NAME(KIND, gemm)(int order, int meant_a, int meant_b, Size rows, Size columns, Size inner, SCALAR scale,
                             const void *a, Size leading_a, const void *b, Size leading_b, SCALAR kept, void *c, Size leading_c) {
    MULTIPLIED(rows, columns, inner, VALUE(scale), LAID(a, leading_a, order, meant_a), LAID(b, leading_b, order, meant_b),
               VALUE(kept), LAID(c, leading_c, order, 0), 0);
}

EXPORT void NAME(KIND, syrk)(int order, int part, int meant, Size side, Size inner, SCALAR scale, const void *a,
                             Size leading_a, SCALAR kept, void *c, Size leading_c) {
    MATRIX left = LAID(a, leading_a, order, meant == CONJUGATED ? TRANSPOSED : meant);
    MATRIX right = {left.numbers, left.column, left.row, 0};
    MULTIPLIED(side, side, inner, VALUE(scale), left, right, VALUE(kept), LAID(c, leading_c, order, 0), part);
}

#undef MATRIX
#undef MULTIPLIED
#undef LAID
#undef FIRST
#undef KIND
#undef TYPE
#undef SCALAR
#undef VALUE
#undef PLUS_PRODUCT
#undef CONJUGATE
#undef IS_ZERO
#undef IS_REAL
