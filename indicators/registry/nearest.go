package registry

import (
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators/lang"
)

// nearest returns the IDs that a mistyped one may stand for: the one a few typing errors away, and those that contain it as a
// whole part ("atkinson" for "atkinson-segregation").
func nearest(id string, known []string) []string {
	id = strings.ToLower(strings.TrimSpace(id))
	var out []string
	if k, ok := lang.Nearest(id, known); ok {
		out = append(out, k)
	}
	for _, k := range known {
		if slices.Contains(strings.Split(k, "-"), id) && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}
