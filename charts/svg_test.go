package charts

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/font"
	pfont "gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"github.com/google/go-cmp/cmp"

	"github.com/jamlik/jamlik/indicators/lang"
)

var update = flag.Bool("update", false, "rewrite the golden files under testdata")

// The subset of SVG that survives conversion to the formats of word processors and layout programs.
var allowed = map[string][]string{
	"svg":      {"xmlns", "viewBox", "width", "height", "role", "aria-labelledby", "lang", "font-family"},
	"g":        {"id"},
	"title":    {"id"},
	"desc":     {"id"},
	"metadata": nil,
	"rect":     {"x", "y", "width", "height", "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-dasharray"},
	"line":     {"x1", "y1", "x2", "y2", "stroke", "stroke-width", "stroke-dasharray"},
	"path":     {"d", "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-dasharray"},
	"circle":   {"cx", "cy", "r", "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-dasharray"},
	"text":     {"x", "y", "font-size", "font-weight", "fill", "text-anchor"},
}

// box is where a text is, measured with Liberation Sans and stretched.
type box struct {
	text                   string
	left, right, top, base float64
}

func textBox(attrs map[string]string, s string, stretch float64) box {
	num := func(k string) float64 { v, _ := strconv.ParseFloat(attrs[k], 64); return v }
	size := num("font-size")
	f := pfont.Font{Typeface: "Liberation", Variant: "Sans", Size: vg.Length(size)}
	if attrs["font-weight"] == "bold" {
		f.Weight = font.WeightBold
	}
	face := pfont.DefaultCache.Lookup(f, f.Size)
	w := face.Width(s).Points() * stretch
	left := num("x")
	switch attrs["text-anchor"] {
	case "middle":
		left -= w / 2
	case "end":
		left -= w
	}
	return box{s, left, left + w, num("y") - size*0.75, num("y")}
}

// lint checks an SVG document against the rules and returns its texts.
func lint(t *testing.T, doc []byte, stretch float64) []box {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(doc))
	long := regexp.MustCompile(`\d\.\d{3}`)
	var boxes []box
	var width, height float64
	var attrs map[string]string
	ids := map[string]bool{}
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			names, ok := allowed[e.Name.Local]
			if !ok {
				t.Errorf("element <%s> is not in the subset", e.Name.Local)
			}
			attrs = map[string]string{"": e.Name.Local}
			for _, a := range e.Attr {
				attrs[a.Name.Local] = a.Value
				if !slices.Contains(names, a.Name.Local) {
					t.Errorf("attribute %s of <%s> is not in the subset", a.Name.Local, e.Name.Local)
				}
				if long.MatchString(a.Value) {
					t.Errorf("%s=%q of <%s> has more than two decimals", a.Name.Local, a.Value, e.Name.Local)
				}
				if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
					t.Errorf("%s=%q of <%s>", a.Name.Local, a.Value, e.Name.Local)
				}
			}
			if id := attrs["id"]; id != "" {
				if ids[id] {
					t.Errorf("id %q comes twice", id)
				}
				ids[id] = true
			}
			if e.Name.Local == "svg" {
				f := strings.Fields(attrs["viewBox"])
				width, _ = strconv.ParseFloat(f[2], 64)
				height, _ = strconv.ParseFloat(f[3], 64)
				if attrs["role"] != "img" || attrs["lang"] == "" || attrs["aria-labelledby"] == "" {
					t.Errorf("svg element lacks role, language or label: %v", attrs)
				}
			}
		case xml.CharData:
			if attrs[""] == "text" && strings.TrimSpace(string(e)) != "" {
				b := textBox(attrs, string(e), stretch)
				boxes = append(boxes, b)
				if b.left < 0 || b.right > width || b.top < 0 || b.base > height {
					t.Errorf("%q reaches from %.1f to %.1f, %.1f to %.1f on a page of %v × %v", b.text, b.left, b.right, b.top, b.base, width, height)
				}
				if size, _ := strconv.ParseFloat(attrs["font-size"], 64); size < 8.5 {
					t.Errorf("%q is set in %v points", b.text, size)
				}
			}
		case xml.EndElement:
			attrs = nil
		}
	}
	return boxes
}

func TestSVGIsTheSafeSubset(t *testing.T) {
	eachFigure(t, func(t *testing.T, f *Figure) {
		for _, mode := range []Mode{Titled, Bare} {
			var b bytes.Buffer
			if err := f.WriteSVG(&b, mode); err != nil {
				t.Fatal(err)
			}
			boxes := lint(t, b.Bytes(), slack)
			for i, p := range boxes {
				for _, q := range boxes[:i] {
					if p.left < q.right && q.left < p.right && p.top < q.base && q.top < p.base {
						t.Errorf("%q and %q overlap", p.text, q.text)
					}
				}
			}
		}
	})
}

func TestInlineSVGScalesWithItsPage(t *testing.T) {
	s, err := allFigures(t, lang.Sv)["compare-normal"].InlineSVG()
	if err != nil {
		t.Fatal(err)
	}
	lint(t, []byte(s), slack)
	root := s[:strings.Index(s, ">")]
	if strings.Contains(root, " lang=") || !strings.Contains(root, `xml:lang="sv"`) {
		t.Errorf("language in %s", root)
	}
	if strings.Contains(root, "width=") || strings.HasPrefix(s, "<?xml") || !strings.Contains(root, "viewBox=") {
		t.Errorf("root element %s", root)
	}
}

func TestHostileNamesAreText(t *testing.T) {
	c := testComparison(employed, "</text><script>alert(1)</script>", "a\x00b & \"c\"", "😀 مرحبا", "=1+1", "Sjöbo")
	f, err := Compare(c, testOptions(t, lang.Sv))
	if err != nil {
		t.Fatal(err)
	}
	for format := range formats {
		b := write(t, f, format)
		if format == "svg" || format == "bare" {
			lint(t, b, 1)
		}
	}
}

// TestGolden compares the SVG text and the words of figures with what was reviewed.
func TestGolden(t *testing.T) {
	for _, l := range lang.All {
		figures := allFigures(t, l)
		var names []string
		for name := range figures {
			names = append(names, name)
		}
		slices.Sort(names)
		var words strings.Builder
		for _, name := range names {
			if strings.HasPrefix(name, "preset") {
				continue
			}
			f := figures[name]
			words.WriteString("# " + name + "\n" + f.Title + "\n" + f.Subtitle + "\n" + f.Alt + "\n" + f.Description + "\n" +
				strings.Join(append(f.Notes, f.Source, f.Method), "\n") + "\n\n")
			golden(t, name+"-"+string(l)+".svg", string(write(t, f, "svg")))
		}
		golden(t, "words-"+string(l)+".txt", words.String())
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s differs; look at the figure and run with -update if it is right (-want +got):\n%s", name, d)
	}
}
