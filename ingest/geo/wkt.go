package geo

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
)

// Bounds on a well-known text, which has a kilobyte or two.
const (
	wktBytes = 1 << 16
	wktDepth = 24
)

// ParseWKT finds the system that a well-known text describes, of OGC (WKT 1), ESRI (.prj) or ISO 19162 (WKT 2): by its EPSG code, else by its name, else
// by the parameters of its projection. Parameters that contradict code or name are an error.
func ParseWKT(text string) (CRS, error) {
	root, err := parseWKT(text)
	if err != nil {
		return Unknown, err
	}
	return root.system()
}

// system finds the system that a node describes.
func (n wkt) system() (CRS, error) {
	switch n.keyword {
	case "COMPD_CS", "COMPOUNDCRS", "BOUNDCRS", "SOURCECRS":
		for _, c := range n.nodes {
			switch c.keyword {
			case "PROJCS", "PROJCRS", "PROJECTEDCRS", "GEOGCS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS", "COMPOUNDCRS", "SOURCECRS":
				return c.system()
			}
		}
	case "PROJCS", "PROJCRS", "PROJECTEDCRS":
		return n.projected()
	case "GEOGCS", "GEOGCRS", "GEOGRAPHICCRS", "GEODCRS", "GEODETICCRS", "BASEGEOGCRS", "BASEGEODCRS":
		return n.degrees()
	}
	return Unknown, indicators.Problem{What: fmt.Sprintf("%s describes no system of areas on a map", n.keyword), Remedy: "name the system by its code, as in EPSG:3006"}
}

// named finds a system by code, else by name. Neither need be there.
func (n wkt) named() (CRS, error) {
	for _, keyword := range []string{"AUTHORITY", "ID"} {
		id, ok := n.child(keyword)
		if !ok || len(id.texts) == 0 || !strings.EqualFold(id.texts[0], "EPSG") {
			continue
		}
		code := math.NaN()
		switch {
		case len(id.numbers) > 0:
			code = id.numbers[0]
		case len(id.texts) > 1:
			if v, err := strconv.ParseUint(id.texts[1], 10, 31); err == nil {
				code = float64(v)
			}
		}
		if code >= 0 && code <= math.MaxInt32 && code == math.Trunc(code) {
			return check(int(code))
		}
	}
	c, _ := byName(n.name())
	return c, nil
}

// degrees finds a system of longitude and latitude.
func (n wkt) degrees() (CRS, error) {
	c, err := n.named()
	if err != nil {
		return Unknown, err
	}
	if c != Unknown && !c.Degrees() {
		return Unknown, indicators.Problem{What: fmt.Sprintf("the system %q is in degrees, but its code is %v", n.name(), c), Remedy: "correct it, or name the system by its code"}
	}
	if meridian, ok := n.child("PRIMEM"); ok && len(meridian.numbers) > 0 && meridian.numbers[0] != 0 {
		return Unknown, indicators.Problem{What: fmt.Sprintf("the system %q counts longitude from %s, not from Greenwich", n.name(), meridian.name()), Remedy: "convert the file to EPSG:4326"}
	}
	unit, ok := n.child("UNIT")
	if !ok {
		unit, ok = n.child("ANGLEUNIT")
	}
	if ok && len(unit.numbers) > 0 && math.Abs(unit.numbers[0]-math.Pi/180) > 1e-9 {
		return Unknown, indicators.Problem{What: fmt.Sprintf("the system %q has angles in %s, not in degrees", n.name(), unit.name()), Remedy: "convert the file to EPSG:4326"}
	}
	if c == Unknown {
		c = n.datum()
	}
	if c == Unknown {
		return Unknown, n.unknown()
	}
	return c, nil
}

// datum finds the system of degrees that a geographic system's datum belongs to, or Unknown.
func (n wkt) datum() CRS {
	for _, keyword := range []string{"DATUM", "GEODETICDATUM", "TRF", "ENSEMBLE"} {
		d, ok := n.child(keyword)
		if !ok {
			continue
		}
		switch name := strings.TrimPrefix(bare(d.name()), "d"); {
		case strings.HasPrefix(name, "sweref99"):
			return SWEREF99LatLon
		case strings.HasPrefix(name, "etrs"), strings.HasPrefix(name, "europeanterrestrialreferencesystem1989"):
			return ETRS89
		case strings.HasPrefix(name, "wgs1984"), strings.HasPrefix(name, "wgs84"), strings.HasPrefix(name, "worldgeodeticsystem1984"):
			return WGS84
		}
	}
	return Unknown
}

func (n wkt) unknown() error {
	return indicators.Problem{What: fmt.Sprintf("the system %q is not read; known are %s", n.name(), KnownSystems), Remedy: "convert the file to EPSG:3006, or to EPSG:4326"}
}

// projected finds a system of metres.
func (n wkt) projected() (CRS, error) {
	c, err := n.named()
	if err != nil {
		return Unknown, err
	}
	unit, ok := n.child("UNIT")
	if !ok {
		unit, ok = n.child("LENGTHUNIT")
	}
	if ok && len(unit.numbers) > 0 && unit.numbers[0] != 1 {
		return Unknown, indicators.Problem{What: fmt.Sprintf("the system %q counts in %s, not in metres", n.name(), unit.name()), Remedy: "convert the file to EPSG:3006"}
	}
	given := n.parameters()
	if c != Unknown {
		s, _ := c.system()
		if !s.planar {
			return Unknown, indicators.Problem{What: fmt.Sprintf("the system %q is a plane, but its code is %v", n.name(), c), Remedy: "correct it, or name the system by its code"}
		}
		if name, found, want, ok := s.plane.contradicts(given); ok {
			return Unknown, indicators.Problem{What: fmt.Sprintf("the system is called %v, but its %s is %v where that of %s is %v", c, name, found, s.name, want), Remedy: "correct it, or name the system by its code"}
		}
		return c, nil
	}
	method, ok := n.method()
	if m := bare(method); !ok || m != "transversemercator" && m != "gausskruger" {
		return Unknown, n.unknown()
	}
	var base CRS
	for _, keyword := range []string{"GEOGCS", "BASEGEOGCRS", "BASEGEODCRS"} {
		if g, ok := n.child(keyword); ok {
			base, err = g.degrees()
			if err != nil {
				return Unknown, n.unknown()
			}
		}
	}
	for _, span := range spans {
		for c := span[0]; c <= span[1]; c++ {
			if s, _ := c.system(); s.planar && s.geographic == base && len(given) >= 4 {
				if _, _, _, ok := s.plane.contradicts(given); !ok {
					return c, nil
				}
			}
		}
	}
	return Unknown, n.unknown()
}

// method returns the name of the projection's formulas.
func (n wkt) method() (string, bool) {
	if p, ok := n.child("PROJECTION"); ok {
		return p.name(), true
	}
	if c, ok := n.child("CONVERSION"); ok {
		if m, ok := c.child("METHOD"); ok {
			return m.name(), true
		}
	}
	return "", false
}

// The parameters of a transverse Mercator projection by their bare names in WKT 1 and WKT 2.
var parameterNames = map[string]string{
	"centralmeridian": "central meridian", "longitudeofnaturalorigin": "central meridian",
	"latitudeoforigin": "latitude of origin", "latitudeofnaturalorigin": "latitude of origin",
	"scalefactor": "scale factor", "scalefactoratnaturalorigin": "scale factor",
	"falseeasting": "false easting", "falsenorthing": "false northing",
}

// parameters returns the parameters that are given, by the names above.
func (n wkt) parameters() map[string]float64 {
	if c, ok := n.child("CONVERSION"); ok {
		n = c
	}
	given := map[string]float64{}
	for _, p := range n.nodes {
		if name := parameterNames[bare(p.name())]; p.keyword == "PARAMETER" && name != "" && len(p.numbers) > 0 {
			given[name] = p.numbers[0]
		}
	}
	return given
}

// contradicts returns the first parameter given that is another than the projection's.
func (p transverse) contradicts(given map[string]float64) (name string, found, want float64, ok bool) {
	for _, own := range []struct {
		name      string
		value     float64
		tolerance float64
	}{
		{"central meridian", p.meridian, 1e-9}, {"scale factor", p.scale, 1e-9}, {"false easting", p.east, 1e-6}, {"false northing", p.north, 1e-6}, {"latitude of origin", 0, 1e-9},
	} {
		if v, is := given[own.name]; is && !(math.Abs(v-own.value) <= own.tolerance) {
			return own.name, v, own.value, true
		}
	}
	return "", 0, 0, false
}

// wkt is a node of a well-known text: KEYWORD["text", 1.5, NODE[…]].
type wkt struct {
	keyword string // in upper case
	texts   []string
	numbers []float64
	nodes   []wkt
}

// name is the first text of a node.
func (n wkt) name() string {
	if len(n.texts) == 0 {
		return ""
	}
	return n.texts[0]
}

func (n wkt) child(keyword string) (wkt, bool) {
	for _, c := range n.nodes {
		if c.keyword == keyword {
			return c, true
		}
	}
	return wkt{}, false
}

// parseWKT reads a text as nodes.
func parseWKT(text string) (wkt, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	if len(text) > wktBytes {
		return wkt{}, indicators.Problem{What: fmt.Sprintf("the description of the coordinate system has %d bytes; at most %d are read", len(text), wktBytes), Remedy: "name the system by its code, as in EPSG:3006"}
	}
	p := wktParser{text: text}
	n, ok := p.node(0)
	if p.blanks(); ok && p.at == len(p.text) {
		return n, nil
	}
	near := p.text[min(p.at, len(p.text)):]
	if near == "" {
		return wkt{}, indicators.Problem{What: "the description of the coordinate system ends too early", Remedy: "name the system by its code, as in EPSG:3006"}
	}
	if r := []rune(near); len(r) > 20 {
		near = string(r[:20]) + "…"
	}
	return wkt{}, indicators.Problem{What: fmt.Sprintf("the description of the coordinate system cannot be read from character %d on: %q", p.at+1, near), Remedy: "name the system by its code, as in EPSG:3006"}
}

// wktParser reads from a place on. Its methods leave the place where they fail.
type wktParser struct {
	text string
	at   int
}

func (p *wktParser) blanks() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

// word reads letters, digits and underscores.
func (p *wktParser) word() string {
	start := p.at
	for p.at < len(p.text) {
		c := p.text[p.at]
		if c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			break
		}
		p.at++
	}
	return p.text[start:p.at]
}

func (p *wktParser) node(depth int) (n wkt, ok bool) {
	p.blanks()
	if n.keyword = strings.ToUpper(p.word()); n.keyword == "" || depth == wktDepth {
		return n, false
	}
	p.blanks()
	if p.at == len(p.text) || p.text[p.at] != '[' && p.text[p.at] != '(' {
		return n, false
	}
	closing := byte(']')
	if p.text[p.at] == '(' {
		closing = ')'
	}
	for {
		p.at++
		if !p.value(&n, depth) {
			return n, false
		}
		p.blanks()
		switch {
		case p.at == len(p.text):
			return n, false
		case p.text[p.at] == closing:
			p.at++
			return n, true
		case p.text[p.at] != ',':
			return n, false
		}
	}
}

// value reads a text, a number, a word or a node into its node.
func (p *wktParser) value(n *wkt, depth int) bool {
	p.blanks()
	if p.at == len(p.text) {
		return false
	}
	switch c := p.text[p.at]; {
	case c == '"':
		var b strings.Builder
		for {
			end := strings.IndexByte(p.text[p.at+1:], '"')
			if end < 0 {
				p.at = len(p.text)
				return false
			}
			b.WriteString(p.text[p.at+1 : p.at+1+end])
			p.at += end + 2
			if p.at == len(p.text) || p.text[p.at] != '"' { // two marks are one of the text
				break
			}
			b.WriteByte('"')
		}
		n.texts = append(n.texts, b.String())
		return true
	case c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.':
		end := p.at
		for end < len(p.text) && strings.IndexByte("0123456789+-.eE", p.text[end]) >= 0 {
			end++
		}
		v, err := strconv.ParseFloat(p.text[p.at:end], 64)
		if err != nil || math.IsInf(v, 0) {
			return false
		}
		n.numbers = append(n.numbers, v)
		p.at = end
		return true
	}
	start := p.at
	if p.word() == "" {
		return false
	}
	p.blanks()
	if p.at < len(p.text) && (p.text[p.at] == '[' || p.text[p.at] == '(') {
		p.at = start
		child, ok := p.node(depth + 1)
		n.nodes = append(n.nodes, child)
		return ok
	}
	return true // a word such as east, of an axis
}

// WKT describes the system as OGC's WKT 1, which every program reads. It is "" of a system that is not known.
func (c CRS) WKT() string {
	s, ok := c.system()
	if !ok {
		return ""
	}
	if !s.planar {
		datum := map[CRS]string{
			WGS84:          `DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]]`,
			SWEREF99LatLon: `DATUM["SWEREF99",SPHEROID["GRS 1980",6378137,298.257222101,AUTHORITY["EPSG","7019"]],AUTHORITY["EPSG","6619"]]`,
			ETRS89:         `DATUM["European_Terrestrial_Reference_System_1989",SPHEROID["GRS 1980",6378137,298.257222101,AUTHORITY["EPSG","7019"]],AUTHORITY["EPSG","6258"]]`,
		}[c]
		return fmt.Sprintf(`GEOGCS["%s",%s,PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","%d"]]`, s.name, datum, int(c))
	}
	return fmt.Sprintf(`PROJCS["%s",%s,PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",%v],PARAMETER["scale_factor",%v],`+
		`PARAMETER["false_easting",%.0f],PARAMETER["false_northing",%.0f],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AUTHORITY["EPSG","%d"]]`,
		s.name, s.geographic.WKT(), s.plane.meridian, s.plane.scale, s.plane.east, s.plane.north, int(c))
}
