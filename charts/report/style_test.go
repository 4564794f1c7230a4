package report

import (
	"math"
	"regexp"
	"strconv"
	"testing"
)

// luminance is the relative luminance of WCAG 2.1.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	v, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	channel := func(shift uint) float64 {
		c := float64(v>>shift&0xFF) / 255
		if c <= 0.03928 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(16) + 0.7152*channel(8) + 0.0722*channel(0)
}

// WCAG 1.4.3 asks for a contrast of 4.5 between text and what is behind it.
func TestContrast(t *testing.T) {
	colours := map[string]string{"white": "FFFFFF"}
	for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9A-F]{6})`).FindAllStringSubmatch(styles, -1) {
		colours[m[1]] = m[2]
	}
	for _, pair := range [][2]string{
		{"ink", "white"}, {"ink", "panel"}, {"muted", "white"}, {"muted", "panel"}, {"link", "white"}, {"link", "panel"}, {"better", "white"}, {"worse", "white"},
		{"better", "panel"}, {"worse", "panel"}, {"better", "better-tint"}, {"worse", "worse-tint"},
	} {
		text, behind := luminance(t, colours[pair[0]]), luminance(t, colours[pair[1]])
		if got := (max(text, behind) + 0.05) / (min(text, behind) + 0.05); got < 4.5 {
			t.Errorf("%s on %s has a contrast of %.2f, want 4.5", pair[0], pair[1], got)
		}
	}
}

// Text must grow with the reader's settings (WCAG 1.4.4), so nothing on the screen is sized in pixels.
func TestNoPixels(t *testing.T) {
	if m := regexp.MustCompile(`[\d.]+px`).FindString(styles); m != "" {
		t.Errorf("the styles have %s", m)
	}
}
