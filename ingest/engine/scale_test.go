package engine_test

import (
	"math"
	"math/big"
	"strconv"
	"testing"

	"github.com/jamlik/jamlik/ingest/engine"
)

func TestScale(t *testing.T) {
	for _, c := range []struct {
		text     string
		decimals int
		want     int64
		ok       bool
	}{
		{"1.5", 0, 2, true}, {"-1.5", 0, -2, true}, {"2.5", 0, 3, true}, {"1.49999999999999999999999999", 0, 1, true}, {"0.145", 2, 15, true}, {"-0.145", 2, -15, true},
		{"0,145", 2, 15, true}, {"12", 3, 12000, true}, {"1e3", 2, 100000, true}, {"1.5e-3", 3, 2, true}, {"1e-40", 9, 0, true}, {"1E+2", 0, 100, true},
		{"0.000000000000000000000000000000000000000005", 9, 0, true}, {"9223372036854775807", 0, math.MaxInt64, true}, {"-9223372036854775808", 0, math.MinInt64, true},
		{"922337203685477580.7", 1, math.MaxInt64, true}, {"9223372036854775807.4", 0, math.MaxInt64, true}, {"00012.50", 1, 125, true},
		{"9223372036854775808", 0, 0, false}, {"9223372036854775807.5", 0, 0, false}, {"1e400", 0, 0, false}, {"12345678901", 9, 0, false},
		{"", 0, 0, false}, {"-", 0, 0, false}, {"5.", 0, 0, false}, {".5", 0, 0, false}, {"1.2.3", 0, 0, false}, {"NaN", 0, 0, false}, {"Inf", 0, 0, false},
		{"0x10", 0, 0, false}, {"1_000", 0, 0, false}, {"+5", 0, 0, false}, {"1e", 0, 0, false}, {"1e5e5", 0, 0, false}, {"1.e5", 0, 0, false}, {" 5", 0, 0, false}, {"5-", 0, 0, false},
	} {
		got, err := engine.Scale(c.text, c.decimals)
		if got != c.want || (err == nil) != c.ok {
			t.Errorf("Scale(%q, %d) = %d, %v, want %d, %v", c.text, c.decimals, got, err, c.want, c.ok)
		}
		if again, err := engine.Scale([]byte(c.text), c.decimals); again != got || (err == nil) != c.ok {
			t.Errorf("Scale of the bytes of %q is %d, %v", c.text, again, err)
		}
	}
	if v, err := engine.ScaleWhole(-12, 3); v != -12000 || err != nil {
		t.Errorf("ScaleWhole(-12, 3) = %d, %v", v, err)
	}
	if v, err := engine.ScaleWhole(math.MaxInt64/10+1, 1); err == nil {
		t.Errorf("ScaleWhole of too much is %d", v)
	}
}

// A floating point number is its shortest decimal, as in text.
func TestScaleFloatIsItsText(t *testing.T) {
	for _, v := range []float64{0, 0.145, -0.145, 1.005, 2.675, 1e-7, 123456789.12345, 0.1 + 0.2, 1.0 / 3, 5e-324, 1e15, 1e18, 0.49999999999999994} {
		for decimals := 0; decimals <= 9; decimals++ {
			got, err := engine.ScaleFloat(v, decimals)
			want, wantErr := engine.Scale(strconv.FormatFloat(v, 'f', -1, 64), decimals)
			if got != want || (err == nil) != (wantErr == nil) {
				t.Errorf("ScaleFloat(%v, %d) = %d, %v, its text gives %d, %v", v, decimals, got, err, want, wantErr)
			}
		}
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300} {
		if got, err := engine.ScaleFloat(v, 2); err == nil {
			t.Errorf("ScaleFloat(%v) = %d", v, got)
		}
	}
}

// A number is within what FloatLimit says where its shortest decimal is within the limit itself.
func TestFloatLimitIsThatOfShortestDecimals(t *testing.T) {
	for _, text := range []string{"0", "0.1", "0.10000000000000001", "0.09999999999999999", "0.3", "0.30000000000000001", "-0.7", "-0.70000000000000001", "1e16", "16777217", "123456.789", "3.5e38", "-1e39", "0.000000000000000000000000000000000000000000000001"} {
		limit, _ := new(big.Rat).SetString(text)
		for _, bits := range []int{32, 64} {
			near, _ := strconv.ParseFloat(text, bits)
			next := func(towards float64) float64 {
				if bits == 32 {
					return float64(math.Nextafter32(float32(near), float32(towards)))
				}
				return math.Nextafter(near, towards)
			}
			for _, v := range []float64{near, next(math.Inf(1)), next(math.Inf(-1))} {
				compared := 1 // of an infinity with any number
				if short, ok := new(big.Rat).SetString(strconv.FormatFloat(v, 'g', -1, bits)); ok {
					compared = short.Cmp(limit)
				} else if v < 0 {
					compared = -1
				}
				if got := v >= engine.FloatLimit(limit, true, bits); got != (compared >= 0) {
					t.Errorf("%v of %d bits is from %s: %v", v, bits, text, got)
				}
				if got := v <= engine.FloatLimit(limit, false, bits); got != (compared <= 0) {
					t.Errorf("%v of %d bits is to %s: %v", v, bits, text, got)
				}
			}
		}
	}
}

// FuzzScale holds Scale to exact arithmetic on fractions.
func FuzzScale(f *testing.F) {
	for _, s := range []string{"1.5", "-0.145", "12,5", "1e3", "922337203685477580.75", "5.", "", "1e-30", "-1e-31", "9e18"} {
		f.Add(s, 2, 0.145)
	}
	f.Fuzz(func(t *testing.T, s string, decimals int, v float64) {
		if decimals < 0 || decimals > engine.MostDecimals {
			return
		}
		if got, err := engine.ScaleFloat(v, decimals); err == nil {
			if want, err := engine.Scale(strconv.FormatFloat(v, 'f', -1, 64), decimals); err != nil || got != want {
				t.Errorf("ScaleFloat(%v, %d) = %d, its text gives %d, %v", v, decimals, got, want, err)
			}
		}
		got, err := engine.Scale(s, decimals)
		if err != nil {
			return
		}
		b := []byte(s)
		for i := range b {
			if b[i] == ',' {
				b[i] = '.'
			}
		}
		exact, ok := new(big.Rat).SetString(string(b))
		if !ok {
			t.Fatalf("Scale(%q) = %d, which is no number", s, got)
		}
		exact.Mul(exact, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)))
		distance := new(big.Rat).Sub(new(big.Rat).SetInt64(got), exact)
		half := big.NewRat(1, 2)
		switch c := new(big.Rat).Abs(distance).Cmp(half); {
		case c > 0:
			t.Errorf("Scale(%q, %d) = %d is more than a half from %s", s, decimals, got, exact)
		case c == 0 && distance.Sign() != exact.Sign():
			t.Errorf("Scale(%q, %d) = %d is rounded towards zero", s, decimals, got)
		}
	})
}
