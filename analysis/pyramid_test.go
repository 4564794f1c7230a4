package analysis

import (
	"slices"
	"testing"
)

func TestAgeClassesCoverEveryAgeOnce(t *testing.T) {
	for _, test := range []struct {
		in, want []string
	}{
		{[]string{"80+", "5-9", "0-4", "10-79"}, []string{"0-4", "5-9", "10-79", "80+"}},
		{[]string{"0", "1", "2+"}, []string{"0", "1", "2+"}},
		{[]string{"0-4", "10-79", "80+"}, nil},         // 5 to 9 are missing
		{[]string{"0-4", "0-19", "20-79", "80+"}, nil}, // two divisions
		{[]string{"0-4", "5-9"}, nil},                  // and no older ones
		{[]string{"5-9", "10+"}, nil},
		{[]string{"0-4", "5+", "80+"}, nil},
		{[]string{"children", "adults"}, nil},
		{nil, nil},
	} {
		if got := ageClasses(test.in); !slices.Equal(got, test.want) {
			t.Errorf("%v: got %v, want %v", test.in, got, test.want)
		}
	}
}
