package composite

import (
	"encoding/binary"
	"math"
	"testing"
)

// FuzzRanks holds the ranks to their definition: one more than the number below, plus half of the others that are equal.
func FuzzRanks(f *testing.F) {
	f.Add([]byte{1, 0, 2, 0, 1, 0, 3, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		var values []float64
		for len(data) >= 2 && len(values) < 60 {
			values = append(values, float64(int16(binary.LittleEndian.Uint16(data))%16))
			data = data[2:]
		}
		for _, lowest := range []bool{false, true} {
			got := ranks(values, lowest, 0)
			for i, v := range values {
				below, equal := 0, 0
				for _, w := range values {
					if w < v {
						below++
					} else if w == v {
						equal++
					}
				}
				want := float64(below + 1)
				if !lowest {
					want += float64(equal-1) / 2
				}
				if got[i] != want {
					t.Fatalf("value %d of %v has rank %v, want %v", i, values, got[i], want)
				}
			}
		}
	})
}

// FuzzPowerMean holds the mean to the plain formula, where that does not leave the range of a float.
func FuzzPowerMean(f *testing.F) {
	f.Add(1.0, 2.0, 3.0, 0.5, 2.0)
	f.Add(40.0, 60.0, 85.0, 0.3, -1.0)
	f.Add(1e-8, 1e8, 1.0, 0.1, 0.0)
	f.Fuzz(func(t *testing.T, a, b, c, w, power float64) {
		values, weights := []float64{a, b, c}, []float64{w / 2, w / 2, 1 - w}
		for _, v := range values {
			if !(v >= 1e-6 && v <= 1e6) {
				t.Skip()
			}
		}
		if !(w >= 0 && w <= 1 && math.Abs(power) <= 20) || power != 0 && math.Abs(power) < 1e-3 {
			t.Skip() // near 0 the plain formula loses its digits
		}
		got, err := powerMean(power)(values, weights)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for j, v := range values {
			if power == 0 {
				sum += weights[j] * math.Log(v)
			} else {
				sum += weights[j] * math.Pow(v, power)
			}
		}
		want := math.Exp(sum)
		if power != 0 {
			want = math.Pow(sum, 1/power)
		}
		if math.Abs(got-want) > 1e-9*want {
			t.Fatalf("power %v of %v with %v: got %v, want %v", power, values, weights, got, want)
		}
	})
}

// FuzzMoments holds skewness and kurtosis to their definition, and to being the same in any unit.
func FuzzMoments(f *testing.F) {
	f.Add(1.0, 2.0, 2.0, 3.0, 60.0, 250.0)
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g float64) {
		values := []float64{a, b, c, d, e, g}
		scaled := make([]float64, len(values))
		mean, largest := 0.0, 0.0
		for i, v := range values {
			if !(math.Abs(v) <= 1e6) {
				t.Skip()
			}
			mean += v / 6
			largest = max(largest, math.Abs(v))
			scaled[i] = 1e200 * v
		}
		m2, m3, m4 := 0.0, 0.0, 0.0
		for _, v := range values {
			m2 += math.Pow(v-mean, 2) / 6
			m3 += math.Pow(v-mean, 3) / 6
			m4 += math.Pow(v-mean, 4) / 6
		}
		if !(m2 > 1e-6*largest*largest) {
			t.Skip() // the plain formula loses its digits
		}
		const n = 6
		skewness := m3 / math.Pow(m2, 1.5) * math.Sqrt(n*(n-1)) / (n - 2)
		kurtosis := (n - 1) / ((n - 2.) * (n - 3)) * ((n+1)*(m4/(m2*m2)-3) + 6)
		for _, got := range []Moments{moments(values), moments(scaled)} {
			if math.Abs(got.Skewness-skewness) > 1e-6 || math.Abs(got.Kurtosis-kurtosis) > 1e-6 {
				t.Fatalf("%v: got %+v, want %v and %v", values, got, skewness, kurtosis)
			}
		}
	})
}
