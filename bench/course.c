/* The reference problem by hand: the same steps and the same method, vectors of the compiler, decays worked out once a person. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifndef W
#define W 4
#endif
typedef double v __attribute__((vector_size(8 * W)));
enum { K10, K12, K21, V1, RATE, EC, KM, KVI, KVO, KS, S0, AS, BS, KC, CR0, AC, KP, P0, AP, KL, L0, AL, BL, KE, AE, G, TM, KK, T0, NP };
enum { NS = 10, SLOTS = 84, MOST = 64 };
typedef struct { int n; double h[MOST], in[MOST]; } table;
static const double A[6][5] = {{0}, {1. / 4}, {1. / 8, 1. / 8}, {0, -.5, 1}, {3. / 16, 0, 0, 9. / 16}, {-3. / 7, 2. / 7, 12. / 7, -12. / 7, 8. / 7}};
static const double B[6] = {7. / 90, 0, 16. / 45, 2. / 15, 16. / 45, 7. / 90};
static const int AT[6] = {0, 1, 1, 2, 3, 4};

static inline void slope(const v *y, v a1, const v *p, const v *q, v *d) {
    v c = a1 * q[0], u = c / (p[EC] + c);
    d[0] = p[KM] * (u - y[0]);
    d[1] = p[KVI] * y[0] - p[KVO] * y[1];
    d[2] = p[KS] * (p[S0] * (1 - p[AS] * y[0] - p[BS] * y[1] / (y[1] + 6.0)) - y[2]);
    d[3] = p[KC] * (p[CR0] - y[3] / (1 + p[AC] * y[0] + 2.0 * (1 - y[2] * q[1])));
    d[4] = p[KP] * (p[P0] - y[4] * (1 + p[AP] * y[0]));
    d[5] = p[KL] * (p[L0] * (1 + p[BL] * y[6]) - y[5] * (1 + p[AL] * y[0]));
    d[6] = p[KE] * (1 + p[AE] * u - y[6]);
    d[7] = y[7] * (p[G] * (1 - y[7] * q[2]) - p[KK] * y[6]);
}

static v exponential(v x) {
    v e;
    for (int i = 0; i < W; i++) e[i] = exp(x[i]);
    return e;
}

static void person(const v *p, const table *t, double *out, long n, long first, const char *dosed) {
    v y[8], k[6][8], z[8], a1, a2, q[3] = {1 / p[V1], 1 / p[S0], 1 / p[TM]}, one = {0};
    v left[2][MOST][2], s = p[K10] + p[K12] + p[K21], root, fast, slow, give;
    one = one + 1;
    root = s * s - 4 * p[K10] * p[K21];
    for (int i = 0; i < W; i++) root[i] = sqrt(root[i]);
    fast = .5 * (s + root);
    slow = p[K10] * p[K21] / fast;
    for (int w = 0; w < 2; w++)
        for (int j = 0; j < t[w].n; j++) {
            int same = j && t[w].h[j] == t[w].h[j - 1];
            left[w][j][0] = same ? left[w][j - 1][0] : exponential(-fast * (t[w].h[j] / 4));
            left[w][j][1] = same ? left[w][j - 1][1] : exponential(-slow * (t[w].h[j] / 4));
        }
    memset(y, 0, sizeof y);
    a1 = a2 = one * 0;
    y[2] = p[S0], y[3] = p[CR0], y[4] = p[P0], y[5] = p[L0] * (1 + p[BL]), y[6] = one, y[7] = p[T0];
    for (int slot = 0; slot < SLOTS; slot++) {
        for (int i = 0; i < W; i++) give[i] = dosed[slot] && y[2][i] >= 90 && y[3][i] <= 3;
        const int w = !dosed[slot];
        for (int j = 0; j < t[w].n; j++) {
            const double h = t[w].h[j];
            v r = give * t[w].in[j] * p[RATE], l1 = r / p[K10], l2 = r * p[K12] / (p[K10] * p[K21]), x1 = a1 - l1, x2 = a2 - l2;
            v b1 = ((fast - p[K10] - p[K12]) * x1 + p[K21] * x2) / root, b2 = (p[K12] * x1 + (fast - p[K21]) * x2) / root;
            v at[5], f = left[w][j][0], g = left[w][j][1], ff = f, gg = g;
            at[0] = a1;
            for (int m = 1; m < 5; m++, ff *= f, gg *= g) {
                at[m] = l1 + b1 * gg + (x1 - b1) * ff;
                if (m == 4) a2 = l2 + b2 * gg + (x2 - b2) * ff;
            }
            a1 = at[4];
#pragma GCC unroll 6
            for (int m = 0; m < 6; m++) {
                for (int i = 0; i < 8; i++) z[i] = y[i];
#pragma GCC unroll 5
                for (int l = 0; l < m; l++)
                    if (A[m][l])
                        for (int i = 0; i < 8; i++) z[i] += (h * A[m][l]) * k[l][i];
                slope(z, at[AT[m]], p, q, k[m]);
            }
#pragma GCC unroll 6
            for (int m = 0; m < 6; m++)
                if (B[m])
                    for (int i = 0; i < 8; i++) y[i] += (h * B[m]) * k[m][i];
        }
        double *o = out + (size_t)slot * NS * n + first;
        for (int i = 0; i < W; i++) o[i] = a1[i], o[n + i] = a2[i];
        for (int c = 0; c < 8; c++)
            for (int i = 0; i < W; i++) o[(c + 2) * n + i] = y[c][i];
    }
}

static double cpu(void) {
    struct timespec s;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &s);
    return s.tv_sec + 1e-9 * s.tv_nsec;
}

/* course PEOPLE IN OUT: numbers [29][PEOPLE], then two tables (count, hours, infusing) and which slots have doses. */
int main(int argc, char **argv) {
    const long n = atol(argv[1]);
    double *p = malloc(sizeof(double) * NP * n), *out = malloc(sizeof(double) * SLOTS * NS * n), count;
    table t[2];
    char dosed[SLOTS];
    FILE *in = fopen(argv[2], "rb");
    if (argc < 4 || !in || fread(p, 8, NP * n, in) != (size_t)(NP * n)) return 1;
    for (int w = 0; w < 2; w++) {
        if (!fread(&count, 8, 1, in)) return 1;
        t[w].n = count;
        if (!fread(t[w].h, 8, t[w].n, in) || !fread(t[w].in, 8, t[w].n, in)) return 1;
    }
    if (!fread(dosed, 1, SLOTS, in)) return 1;
    memset(out, 0, sizeof(double) * SLOTS * NS * n);
    double begin = cpu();
#pragma omp parallel for schedule(dynamic, 32)
    for (long g = 0; g < n / W; g++) {
        v q[NP];
        for (int k = 0; k < NP; k++)
            for (int i = 0; i < W; i++) q[k][i] = p[k * n + g * W + i];
        person(q, t, out, n, g * W, dosed);
    }
    printf("%.6f\n", cpu() - begin);
    FILE *to = fopen(argv[3], "wb");
    if (!to) return 1;
    fwrite(out, 8, (size_t)SLOTS * NS * n, to);
    return fclose(to);
}
