/* What a core can do: additions and multiplications a second of a loop of nothing but multiply-adds that wait for nobody. */
#include <stdio.h>
#include <time.h>
#ifndef W
#define W 4
#endif
enum { CHAINS = 16, TIMES = 20000000 };
typedef double v __attribute__((vector_size(8 * W)));

int main(void) {
    struct timespec a, b;
    v x[CHAINS], m = {0}, c = {0};
    m = m + 0.999999, c = c + 1e-6;
    for (int k = 0; k < CHAINS; k++) x[k] = m * k;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    for (int i = 0; i < TIMES; i++)
#pragma GCC unroll 16
        for (int k = 0; k < CHAINS; k++) x[k] = x[k] * m + c;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    double sum = 0, seconds = (b.tv_sec - a.tv_sec) + 1e-9 * (b.tv_nsec - a.tv_nsec);
    for (int k = 0; k < CHAINS; k++) sum += x[k][0];
    printf("%.6e %g\n", 2.0 * W * CHAINS * TIMES / seconds, sum);
    return 0;
}
