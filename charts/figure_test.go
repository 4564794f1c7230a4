package charts

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"image"
	"image/png"
	"io"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jamlik/jamlik/analysis"
	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/lang"
)

// eachFigure runs a test on every figure in both languages.
func eachFigure(t *testing.T, test func(t *testing.T, f *Figure)) {
	t.Helper()
	for _, l := range lang.All {
		for name, f := range allFigures(t, l) {
			t.Run(name+"-"+string(l), func(t *testing.T) { test(t, f) })
		}
	}
}

// eachFile runs a test on the figures of the first size, for what does not depend on the size and is dear.
func eachFile(t *testing.T, test func(t *testing.T, f *Figure)) {
	t.Helper()
	for _, l := range lang.All {
		for name, f := range allFigures(t, l) {
			if !strings.HasPrefix(name, "preset-") {
				t.Run(name+"-"+string(l), func(t *testing.T) { test(t, f) })
			}
		}
	}
}

var formats = map[string]func(*Figure, io.Writer) error{
	"svg":   func(f *Figure, w io.Writer) error { return f.WriteSVG(w, Titled) },
	"png":   func(f *Figure, w io.Writer) error { return f.WritePNG(w, Titled) },
	"pdf":   func(f *Figure, w io.Writer) error { return f.WritePDF(w, Titled) },
	"csv":   func(f *Figure, w io.Writer) error { return f.WriteCSV(w) },
	"excel": func(f *Figure, w io.Writer) error { return f.WriteExcelCSV(w) },
	"bare": func(f *Figure, w io.Writer) error {
		s, err := f.InlineSVG()
		if err == nil {
			_, err = io.WriteString(w, s)
		}
		return err
	},
}

func TestEveryFigureIsComplete(t *testing.T) {
	eachFigure(t, func(t *testing.T, f *Figure) {
		if err := f.Check(); err != nil {
			t.Error(err)
		}
		if f.Subtitle == "" || f.Period == "" {
			t.Errorf("subtitle %q, period %q", f.Subtitle, f.Period)
		}
		if !regexp.MustCompile(`^[a-z0-9-]+$`).MatchString(f.Stem()) {
			t.Errorf("stem %q is not a plain file name", f.Stem())
		}
		for _, c := range f.Table.Columns {
			if !regexp.MustCompile(`^[a-z][a-z0-9_]*$`).MatchString(c.Key) || c.Name == "" {
				t.Errorf("column %q is called %q", c.Key, c.Name)
			}
		}
	})
}

func TestNothingIncompleteIsExported(t *testing.T) {
	for name, strip := range map[string]func(*Figure){
		"title":             func(f *Figure) { f.Title = "" },
		"alternative text":  func(f *Figure) { f.Alt = "" },
		"description":       func(f *Figure) { f.Description = "" },
		"source":            func(f *Figure) { f.Source = "" },
		"method":            func(f *Figure) { f.Method = "" },
		"data table":        func(f *Figure) { f.Table.Rows = nil },
		"language":          func(f *Figure) { f.Lang = "" },
		"drawing":           func(f *Figure) { f.draw = nil },
		"words":             func(f *Figure) { f.Title = strings.Repeat("ord ", 13) },
		"first sentence":    func(f *Figure) { f.Alt = strings.Repeat("x", 81) + ". Mer." },
		"251 characters":    func(f *Figure) { f.Alt = "Kort. " + strings.Repeat("x", 245) },
		"cells for 12":      func(f *Figure) { f.Table.Rows[0] = f.Table.Rows[0][1:] },
		"not UTF-8":         func(f *Figure) { f.Notes = []string{"\xff\xfe"} },
		"text \"\\xff\"":    func(f *Figure) { f.Table.Rows[0][0].Text = "\xff" },
		"has no table capt": func(f *Figure) { f.Table.Caption = "" },
	} {
		f := allFigures(t, lang.Sv)["compare-normal"]
		strip(f)
		for format, write := range formats {
			var b bytes.Buffer
			err := write(f, &b)
			if err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s without %s: error %v", format, name, err)
			}
			if b.Len() > 0 {
				t.Errorf("%s without %s: %d bytes were written", format, name, b.Len())
			}
		}
	}
}

func TestFiguresNeedASource(t *testing.T) {
	o := testOptions(t, lang.Sv)
	o.Catalogue = nil
	if _, err := Compare(testComparison(employed, districtNames...), o); err == nil || !strings.Contains(err.Error(), `"scb"`) {
		t.Errorf("error %v, want one that names the source", err)
	}
}

func TestFiguresNeedACityAndALanguage(t *testing.T) {
	for _, spoil := range []func(*Options){func(o *Options) { o.City = "" }, func(o *Options) { o.Lang = "no" }} {
		o := testOptions(t, lang.Sv)
		spoil(&o)
		if _, err := Trend(testTrend(districtNames...), o); err == nil {
			t.Errorf("a figure was made for city %q in language %q", o.City, o.Lang)
		}
	}
}

func write(t *testing.T, f *Figure, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := formats[format](f, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRerunsGiveTheSameBytes(t *testing.T) {
	first, second := allFigures(t, lang.Sv), allFigures(t, lang.Sv)
	for name := range first {
		for format := range formats {
			if strings.HasPrefix(name, "preset-") && format != "svg" {
				continue
			}
			if !bytes.Equal(write(t, first[name], format), write(t, second[name], format)) {
				t.Errorf("%s: %s differs between runs", name, format)
			}
		}
	}
}

func TestFiguresMayBeExportedAtTheSameTime(t *testing.T) {
	f := allFigures(t, lang.Sv)["compare-states"]
	want := map[string][]byte{}
	for format := range formats {
		want[format] = write(t, f, format)
	}
	var wg sync.WaitGroup
	for range 4 {
		for format := range formats {
			wg.Add(1)
			go func() {
				defer wg.Done()
				var b bytes.Buffer
				if err := formats[format](f, &b); err != nil || !bytes.Equal(b.Bytes(), want[format]) {
					t.Errorf("%s differs when others are written at the same time (%v)", format, err)
				}
			}()
		}
	}
	wg.Wait()
}

func TestTheOrderOfInputDoesNotShow(t *testing.T) {
	shuffle := rand.New(rand.NewPCG(1, 2))
	o := testOptions(t, lang.Sv)
	for _, c := range []analysis.Comparison{testComparison(employed, districtNames...), withStates(lowIncome), testSpread(77)} {
		draw := Compare
		if len(c.Areas) == 0 {
			draw = Spread
		}
		a, err := draw(c, o)
		if err != nil {
			t.Fatal(err)
		}
		c.Areas, c.Spread = slices.Clone(c.Areas), slices.Clone(c.Spread)
		shuffle.Shuffle(len(c.Areas), func(i, j int) { c.Areas[i], c.Areas[j] = c.Areas[j], c.Areas[i] })
		shuffle.Shuffle(len(c.Spread), func(i, j int) { c.Spread[i], c.Spread[j] = c.Spread[j], c.Spread[i] })
		b, err := draw(c, o)
		if err != nil {
			t.Fatal(err)
		}
		for format := range formats {
			if !bytes.Equal(write(t, a, format), write(t, b, format)) {
				t.Errorf("%s: %s depends on the order of areas", a.ID, format)
			}
		}
	}
}

func decoded(t *testing.T, b []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func TestPNGHasItsSizeResolutionAndTexts(t *testing.T) {
	eachFile(t, func(t *testing.T, f *Figure) {
		b := write(t, f, "png")
		img := decoded(t, b)
		w, h := f.Size(Titled)
		want := [2]int{int(math.Round(w.Points() * 300 / 72)), int(math.Round(h.Points() * 300 / 72))}
		if got := [2]int{img.Bounds().Dx(), img.Bounds().Dy()}; got != want {
			t.Errorf("%v pixels, want %v", got, want)
		}
		i := bytes.Index(b, []byte("pHYs"))
		if i < 0 {
			t.Fatal("no pHYs chunk")
		}
		if got := binary.BigEndian.Uint32(b[i+4:]); got != 11811 || b[i+12] != 1 { // 300 per inch of 25.4 mm
			t.Errorf("%d pixels per unit %d, want 11811 per metre", got, b[i+12])
		}
		for _, text := range []string{f.Title, f.Alt, f.Source} {
			if !bytes.Contains(b, []byte("\x00"+text)) {
				t.Errorf("no text chunk with %q", text)
			}
		}
		// Every colour that the drawing uses is there as it was asked for.
		r, g, bl, _ := img.At(0, 0).RGBA()
		if r&g&bl != 0xFFFF {
			t.Errorf("the corner is not white")
		}
	})
}

func TestColoursSurviveTheLimitedPalette(t *testing.T) {
	img := decoded(t, write(t, allFigures(t, lang.Sv)["trend-five"], "png"))
	count := map[[3]uint32]int{}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			r, g, b, _ := img.At(x, y).RGBA()
			count[[3]uint32{r >> 8, g >> 8, b >> 8}]++
		}
	}
	for i, s := range categories {
		if n := count[[3]uint32{uint32(s.color.R), uint32(s.color.G), uint32(s.color.B)}]; n < 500 {
			t.Errorf("category %d has %d pixels of its colour", i+1, n)
		}
	}
}

func TestPDFHasItsSizeTitleAndLanguage(t *testing.T) {
	eachFile(t, func(t *testing.T, f *Figure) {
		b := write(t, f, "pdf")
		if !bytes.HasPrefix(b, []byte("%PDF-")) || !bytes.Contains(b[len(b)-32:], []byte("%%EOF")) {
			t.Fatal("not a whole PDF file")
		}
		for _, want := range []string{"/Lang (" + string(f.Lang) + ")", "/Title (", "/ToUnicode", "/FontFile2", "/CreationDate (D:20000101000000"} {
			if !bytes.Contains(b, []byte(want)) {
				t.Errorf("no %s", want)
			}
		}
		if n := bytes.Count(b, []byte("/Type /Page\n")); n != 1 {
			t.Errorf("%d pages", n)
		}
	})
}

func TestCSVIsAsProgramsWantIt(t *testing.T) {
	eachFigure(t, func(t *testing.T, f *Figure) {
		rows, err := csv.NewReader(bytes.NewReader(write(t, f, "csv"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != len(f.Table.Rows)+1 || rows[0][0] != f.Table.Columns[0].Key {
			t.Errorf("%d rows under %q, want %d", len(rows)-1, rows[0], len(f.Table.Rows))
		}
		for _, r := range rows[1:] {
			for j, v := range r[1:] {
				if strings.ContainsAny(v, "\u00a0\u2212") || v == ".." {
					t.Errorf("column %s has %q", rows[0][j+1], v)
				}
			}
		}
	})
}

// TestEveryClaimIsInTheTable looks up each number of a title and an alternative text in the figure's own table, and counts the areas
// that a text counts.
func TestEveryClaimIsInTheTable(t *testing.T) {
	number := regexp.MustCompile(`[−+]?\d[\d\x{a0}]*(?:[,.]\d+)?`)
	eachFigure(t, func(t *testing.T, f *Figure) {
		known := map[string]bool{}
		classes := map[string]int{}
		add := func(s string) {
			for _, n := range number.FindAllString(s, -1) {
				n = strings.Trim(n, "\u00a0")
				known[n] = true
				known[strings.TrimLeft(n, "−+")] = true // in a sentence the word says the direction
			}
		}
		add(f.Period)
		for _, c := range f.Table.Columns {
			add(c.Name)
		}
		ofClass := map[string]int{}
		for _, r := range f.Table.Rows {
			for j, c := range r {
				add(c.Text)
				if key := f.Table.Columns[j].Key; key == "class" || key == "classes_reached" {
					ofClass[key+c.Raw]++
					if c.Raw != "" {
						ofClass["any "+key]++
					}
				}
				if strings.HasSuffix(f.Table.Columns[j].Key, "verdict") && c.Class != "" || f.Table.Columns[j].Key == "value" && c.Text == ".." {
					classes[c.Class]++
				}
			}
		}
		sure := classes["better"] + classes["worse"] + classes["higher"] + classes["lower"]
		for _, n := range []int{sure, sure + classes["similar"], len(f.Table.Rows), len(f.Table.Rows) - 1,
			classes["better"], classes["worse"], classes["higher"], classes["lower"], classes["similar"], classes["missing"], classes["suppressed"], (len(f.Table.Columns) - 2) / 2} {
			known[Number(f.Lang, float64(n), 0)] = true
		}
		part := regexp.MustCompile(`; (?:del|part) \d+ (?:av|of) \d+`) // of a figure that is split
		for _, n := range ofClass {
			known[Number(f.Lang, float64(n), 0)] = true
		}
		for _, text := range []string{f.Title, f.Alt} {
			for _, n := range number.FindAllString(part.ReplaceAllString(strings.ReplaceAll(text, f.Subtitle, ""), ""), -1) {
				if n = strings.Trim(n, "\u00a0"); !known[n] {
					t.Errorf("%q is said in %q but is not in the table", n, text)
				}
			}
		}
	})
}

func TestTitlesNameTheDirection(t *testing.T) {
	o := testOptions(t, lang.Sv)
	one := testComparison(lowIncome, "Norrby", "Sjöbo")
	for i := range one.Areas {
		one.Areas[i].Verdict = analysis.NoClearDifference
	}
	none := one
	none.Areas = slices.Clone(one.Areas)
	one.Areas[0].Verdict = analysis.Worse
	women := one
	women.Group = "sex=women"
	o.GroupName = func(indicators.Group) lang.Text { return lang.Text{Sv: "Kvinnor", En: "Women"} }
	for _, test := range []struct {
		c    analysis.Comparison
		want string
	}{
		{one, "Låg ekonomisk standard: säkert högre i Norrby än i övriga Borås"},
		{women, "Låg ekonomisk standard, kvinnor: säkert högre i Norrby än i övriga Borås"},
		{none, "Låg ekonomisk standard: ingen säker skillnad mellan områdena och övriga staden"},
		{testComparison(income, districtNames...), "Medianinkomst: från 250 i Dammsvedjan till 356 i Hulta"},
	} {
		f, err := Compare(test.c, o)
		if err != nil {
			t.Fatal(err)
		}
		if f.Title != test.want {
			t.Errorf("title %q, want %q", f.Title, test.want)
		}
	}
}

func TestManyDistrictsAreDealtToPages(t *testing.T) {
	var names []string
	for i := range 70 {
		names = append(names, "Område "+string(rune('A'+i/26))+string(rune('a'+i%26)))
	}
	fs, err := ComparePages(testComparison(employed, names...), testOptions(t, lang.Sv))
	if err != nil {
		t.Fatal(err)
	}
	var rows int
	for i, f := range fs {
		if err := f.Check(); err != nil {
			t.Error(err)
		}
		if _, h := f.Size(Bare); h > Presets[0].Rows+30 {
			t.Errorf("figure %d is %v high", i+1, h)
		}
		rows += bytes.Count(write(t, f, "svg"), []byte("-area-"))
		if len(f.Table.Rows) != 71 || f.Title != fs[0].Title {
			t.Errorf("figure %d is called %q, with %d rows of data", i+1, f.Title, len(f.Table.Rows))
		}
	}
	if len(fs) != 3 || rows != 70 || fs[2].ID != "compare-employed-3" {
		t.Errorf("%d figures with %d districts, the last %q", len(fs), rows, fs[len(fs)-1].ID)
	}
}

func TestAMissingValueIsNeverDrawn(t *testing.T) {
	c := testComparison(employed, districtNames...)
	for i := range c.Areas {
		withhold(&c.Areas[i], analysis.NoObservation, indicators.Missing)
		c.Areas[i].Value.Value = 99.9 // what a careless reader would draw
	}
	c.City = analysis.Value{}
	f, err := Compare(c, testOptions(t, lang.Sv))
	if err != nil {
		t.Fatal(err)
	}
	svg := string(write(t, f, "svg"))
	if strings.Contains(svg, "99,9") || strings.Contains(svg, "<circle") {
		t.Error("a value is drawn for an area that has none")
	}
	if csv := string(write(t, f, "csv")); strings.Contains(csv, "99.9") {
		t.Error("a value is in the table for an area that has none")
	}
}

// TestMedianOfAnEvenNumber holds the words to the two values in the middle: of 1, 2, 4 and 9 the median, 3, is no area's own.
func TestMedianOfAnEvenNumber(t *testing.T) {
	s := strip{o: Options{Lang: "en"}}
	for _, v := range []float64{1, 2, 4, 9} {
		var a analysis.AreaValue
		a.Value.Value = v
		s.areas = append(s.areas, a)
	}
	if got, want := s.middleText(), "the median between 2 and 4"; got != want {
		t.Errorf("of four: %q, want %q", got, want)
	}
	s.areas = s.areas[:3]
	if got, want := s.middleText(), "the median is 2"; got != want {
		t.Errorf("of three: %q, want %q", got, want)
	}
}
