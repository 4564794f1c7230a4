package segregation

import (
	"math"
	"testing"
)

// Expected values: Python's exact integers, divided as decimals of 60 digits.
func TestProbabilitiesKeepTheirDigits(t *testing.T) {
	for _, tc := range []struct{ k, n, p, want float64 }{
		{3, 10, 0.2, 2.01326592e-1},
		{0, 50, 1.0 / 7, 4.49428406056167675e-4},
		{50, 50, 6.0 / 7, 4.49428406056167675e-4},
		{500, 1000, 0.5, 2.52250181783608019e-2},
		{90, 1000, 0.2, 8.68875043815140914e-22},
		{123456, 1e6, 0.125, 2.15783832941125155e-8},
		{999999, 1e6, 0.5, 0}, // 1e-301024
		{3, 2, 0.5, 0},
		{-1, 2, 0.5, 0},
	} {
		if got := binomial(tc.k, tc.n, tc.p); !(math.Abs(got-tc.want) <= 4e-14*tc.want) {
			t.Errorf("binomial(%v, %v, %v) is %v, want %v", tc.k, tc.n, tc.p, got, tc.want)
		}
	}
	for _, tc := range []struct{ k, N, K, n, want float64 }{
		{1, 100, 10, 10, 4.07995322329290313e-1},
		{0, 100, 10, 10, 3.30476211086725154e-1},
		{10, 100, 10, 10, 5.77690423453387407e-14},
		{250, 20000, 5000, 1000, 2.98806737651267904e-2},
		{12, 100000, 300, 4000, 1.16900388952114947e-1},
		{30000, 200000, 60000, 100000, 3.89325969782683365e-3},
		{11, 100, 10, 20, 0},
		{0, 10, 8, 5, 0},
		{4, 10, 4, 10, 1},
	} {
		if got := hypergeometric(tc.k, tc.N, tc.K, tc.n); !(math.Abs(got-tc.want) <= 4e-14*tc.want) {
			t.Errorf("hypergeometric(%v, %v, %v, %v) is %v, want %v", tc.k, tc.N, tc.K, tc.n, got, tc.want)
		}
	}
}

// choose returns the number of ways to choose k of n, exact for the sizes below.
func choose(n, k int) float64 {
	if k < 0 || k > n {
		return 0
	}
	c := 1.0
	for j := 1; j <= k; j++ {
		c = c * float64(n-k+j) / float64(j)
	}
	return c
}

// Bands and mean absolute deviations against sums over every outcome, with probabilities from counts of ways.
func FuzzBandsAgainstEveryOutcome(f *testing.F) {
	f.Add(uint8(10), uint8(3), uint8(5))
	f.Add(uint8(1), uint8(1), uint8(1))
	f.Add(uint8(40), uint8(39), uint8(20))
	f.Add(uint8(25), uint8(5), uint8(25))
	f.Fuzz(func(t *testing.T, total, members, drawn uint8) {
		N := 1 + int(total)%40
		K, n := int(members)%(N+1), int(drawn)%(N+1)
		var b band
		b.hypergeometric(float64(N), float64(K), float64(n))
		compare(t, &b, n, float64(n)*float64(K)/float64(N), hypergeometricDeviation(float64(N), float64(K), float64(n)), func(k int) float64 {
			return choose(K, k) * choose(N-K, n-k) / choose(N, n)
		})
		if K == 0 || K == N {
			return
		}
		p := float64(K) / float64(N)
		b.binomial(float64(n), p)
		compare(t, &b, n, float64(n)*p, binomialDeviation(float64(n), p, 1-p), func(k int) float64 {
			return choose(n, k) * math.Pow(p, float64(k)) * math.Pow(1-p, float64(n-k))
		})
	})
}

func compare(t *testing.T, b *band, n int, mean, deviation float64, want func(k int) float64) {
	t.Helper()
	wanted := 0.0
	for k := range n + 1 {
		p, got := want(k), 0.0
		if j := k - int(b.first); j >= 0 && j < len(b.p) {
			got = b.p[j]
		}
		if math.Abs(got-p) > 1e-13 {
			t.Errorf("the probability of %d is %v, want %v", k, got, p)
		}
		wanted += p * math.Abs(float64(k)-mean)
	}
	if math.Abs(deviation-wanted) > 1e-12*(1+wanted) {
		t.Errorf("the mean absolute deviation is %v, want %v", deviation, wanted)
	}
}

// The mean difference of two independent shares against the double sum over all pairs of outcomes.
func FuzzMeanDifferenceAgainstEveryPair(f *testing.F) {
	f.Add(uint8(3), uint8(10), uint8(2), uint8(7))
	f.Add(uint8(0), uint8(5), uint8(4), uint8(30))
	f.Add(uint8(40), uint8(40), uint8(1), uint8(40))
	f.Add(uint8(6), uint8(12), uint8(12), uint8(24))
	f.Fuzz(func(t *testing.T, inX, ofX, inY, ofY uint8) {
		X, Y := 1+int(ofX)%60, 1+int(ofY)%60
		x, y := int(inX)%(X+1), int(inY)%(Y+1)
		p, q := float64(x)/float64(X), float64(y)/float64(Y)
		want := 0.0
		for i := range X + 1 {
			for j := range Y + 1 {
				a := choose(X, i) * math.Pow(p, float64(i)) * math.Pow(1-p, float64(X-i))
				b := choose(Y, j) * math.Pow(q, float64(j)) * math.Pow(1-q, float64(Y-j))
				want += a * b * math.Abs(float64(i)/float64(X)-float64(j)/float64(Y))
			}
		}
		var a, b band
		if got := meanDifference(&a, &b, float64(x), float64(X), float64(y), float64(Y)); math.Abs(got-want) > 1e-13 {
			t.Errorf("%d of %d and %d of %d: got %v, want %v", x, X, y, Y, got, want)
		}
	})
}
