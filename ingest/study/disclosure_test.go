package study

import (
	"strings"
	"testing"
)

func TestDisclosureKeys(t *testing.T) {
	for _, c := range []struct{ name, keys, want string }{
		{"share of 100", "{min_count: 5, max_share: 100}", "disclosure.max_share is 100"},
		{"negative share", "{min_count: 5, max_share: -1}", "disclosure.max_share is -1"},
		{"negative protection", "{min_count: 5, protection: -5}", "disclosure.protection is negative"},
		{"little protection", "{min_count: 5, protection: 3}", "less than disclosure.min_count"},
		{"half a base", "{min_count: 5, round_to: 2.5}", "disclosure.round_to is 2.5"},
		{"unknown rounding", "{min_count: 5, round_to: 5, rounding: up}", `unknown rounding "up"; one of nearest, random`},
		{"rounding to nothing", "{min_count: 5, rounding: random}", "round_to is not given"},
		{"nothing is small", "{max_share: 95}", "neither min_count nor min_denominator"},
	} {
		_, err := Decode("study.yaml", []byte(change(t, "parts:", "disclosure: "+c.keys+"\nparts:")))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
	s, err := Decode("study.yaml", []byte(change(t, "parts:", "disclosure: {min_count: 5, min_denominator: 30, max_share: 95, protection: 10}\nparts:")))
	if err != nil || s.Disclosure != (Disclosure{MinCount: 5, MinDenominator: 30, MaxShare: 95, Protection: 10}) {
		t.Errorf("got %+v, %v", s, err)
	}
}
