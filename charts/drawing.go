package charts

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"

	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
)

// Drawing is what the titled files of a figure are made from.
type Drawing struct {
	// SHA256 is the sum of the whole scene: every shape, text and number in full precision, with title, alternative text and source. Files of
	// figures whose sums are equal have the same bytes, where one program on one platform made both.
	SHA256 string
	// Lacking are the texts, in order, with characters that the embedded font has no shape of. In PNG and PDF a box stands for them;
	// an SVG file is shown with the fonts that its reader has.
	Lacking []string
}

// Drawing describes the scene of the titled figure, which is quicker than writing it in all formats. A figure that [Figure.Check] complains about has
// none.
func (f *Figure) Drawing() (Drawing, error) {
	if err := f.Check(); err != nil {
		return Drawing{}, err
	}
	r := f.frame(Titled)
	c := newSVG(f.Width, r.height, f.Stem())
	c.exact, c.lacking = true, map[string]bool{}
	f.render(c, r)
	sum := sha256.Sum256(c.document(f, false))
	return Drawing{hex.EncodeToString(sum[:]), slices.Sorted(maps.Keys(c.lacking))}, nil
}

// lacksGlyph tells whether a face has no shape of some character of a text.
func lacksGlyph(f font.Face, s string) bool {
	var buf sfnt.Buffer
	for _, r := range s {
		if r < 0x7F { // every face has them
			continue
		}
		if g, err := f.Face.GlyphIndex(&buf, r); err != nil || g == 0 {
			return true
		}
	}
	return false
}
