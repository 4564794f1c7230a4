package study

import (
	"testing"

	"github.com/jamlik/jamlik/indicators"
)

// What a source says of its noise reaches the catalogue.
func TestNoiseOfSources(t *testing.T) {
	l, err := Load(study(t, "study.yaml", "noise: true}", "noise: true, noise_sd: 1.4, noise_from: 2024}"), "study.yaml", LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	s, _ := l.Catalogue.Source("scb")
	if s.NoiseSD != 1.4 || s.NoisyIn(indicators.Year(2023)) || !s.NoisyIn(indicators.Year(2024)) {
		t.Errorf("%+v", s)
	}
}

// A share whose numerator and denominator are two published counts each carries the noise of two.
func TestCellsOfAFigure(t *testing.T) {
	l, err := loadData(t, "age.csv", byAge, asShare)
	if err != nil {
		t.Fatal(err)
	}
	ind, _ := l.Catalogue.Indicator("employed")
	if ind.Cells != (indicators.Cells{Numerator: 2, Denominator: 2}) {
		t.Errorf("%+v", ind.Cells)
	}
}
