package study

import (
	"fmt"

	"github.com/jamlik/jamlik/indicators"
)

// maxNoiseSD is the largest standard deviation of noise that a study may assume. Published counts carry a few persons of it; a larger number
// is a variance, or one of a sum.
const maxNoiseSD = 100

// noise checks what a source says of the noise in its figures.
func (c *checker) noise(path string, s Source) {
	what := fmt.Sprintf("source %q: ", s.ID)
	if sd := s.NoiseSD; !(sd >= 0 && sd <= maxNoiseSD) {
		c.fail(path+".noise_sd", fmt.Sprintf("%snoise_sd is %v, expected 0 to %d", what, sd, maxNoiseSD),
			"write the standard deviation of the noise in one published count, such as 1.4, or leave it out")
	}
	if _, err := noiseDay(s.NoiseFrom); err != nil {
		c.fail(path+".noise_from", what+"noise_from: "+err.Error(), "write the first period with noise, such as 2025")
	}
	if !s.Noise && (s.NoiseSD != 0 || s.NoiseFrom != "") {
		key := "noise_sd"
		if s.NoiseSD == 0 {
			key = "noise_from"
		}
		c.fail(path+"."+key, what+key+" is set, but the source has no noise", "write noise: true, or remove "+key)
	}
}

// noiseDay is the first day of the period from which a source carries noise; 0 where it always does.
func noiseDay(from string) (indicators.Day, error) {
	if from == "" {
		return 0, nil
	}
	return breakDay(from)
}

// cellsOf returns how many published counts are added up for one figure of an indicator: the rows that an entry of data names for its
// numerator, or for the value of a count, and for its denominator.
func (s *Study) cellsOf(indicator string) indicators.Cells {
	var out indicators.Cells
	for _, d := range s.Data {
		if d.Constant["indicator"] != indicator {
			continue
		}
		rows := func(role string) int {
			n := 0
			for _, texts := range d.Cells[role] {
				n = max(n, 1) * len(texts)
			}
			return n
		}
		out.Numerator = max(out.Numerator, rows("numerator"), rows("value"))
		out.Denominator = max(out.Denominator, rows("denominator"))
	}
	return out
}
