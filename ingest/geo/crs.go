package geo

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators"
)

// CRS is a coordinate reference system by its EPSG code. Coordinates are always in the order east, north or longitude, latitude.
//
// SWEREF 99 and ETRS89 are taken as WGS 84. They lie still on the European plate, which moves 2.5 cm a year against WGS 84, and began as one with it in
// 1989: the difference is less than a metre, which no map of areas shows.
type CRS int

// The systems that need a name. CRS84 of GeoJSON is WGS84.
const (
	Unknown        CRS = 0
	WGS84          CRS = 4326
	SWEREF99TM     CRS = 3006
	SWEREF99LatLon CRS = 4619
	ETRS89         CRS = 4258
)

// system is what there is to know of a coordinate reference system.
type system struct {
	name       string // in EPSG's register
	geographic CRS    // the system in degrees that it is drawn from, or itself
	planar     bool
	plane      transverse // if it is planar
}

// localZones holds the central meridians of SWEREF 99's local zones by EPSG code from 3007 on, in minutes of arc.
var localZones = [...]int{12 * 60, 13*60 + 30, 15 * 60, 16*60 + 30, 18 * 60, 14*60 + 15, 15*60 + 45, 17*60 + 15, 18*60 + 45, 20*60 + 15, 21*60 + 45, 23*60 + 15}

// spans are the codes that system knows.
var spans = [...][2]CRS{{SWEREF99TM, 3018}, {ETRS89, ETRS89}, {WGS84, WGS84}, {SWEREF99LatLon, SWEREF99LatLon}, {25828, 25838}, {32601, 32660}, {32701, 32760}}

// system describes a system that can be read and converted. It is not ok of any other.
func (c CRS) system() (s system, ok bool) {
	utm := func(name string, zone CRS, hemisphere string, from CRS, e ellipsoid, north float64) (system, bool) {
		return system{fmt.Sprintf("%s / UTM zone %d%s", name, int(zone), hemisphere), from, true, transverse{e, float64(6*zone - 183), 0.9996, 500_000, north}}, true
	}
	switch {
	case c == WGS84:
		return system{name: "WGS 84", geographic: c}, true
	case c == SWEREF99LatLon:
		return system{name: "SWEREF99", geographic: c}, true
	case c == ETRS89:
		return system{name: "ETRS89", geographic: c}, true
	case c == SWEREF99TM:
		return system{"SWEREF99 TM", SWEREF99LatLon, true, transverse{grs80, 15, 0.9996, 500_000, 0}}, true
	case c >= 3007 && c <= 3018:
		m := localZones[c-3007]
		return system{fmt.Sprintf("SWEREF99 %02d %02d", m/60, m%60), SWEREF99LatLon, true, transverse{grs80, float64(m) / 60, 1, 150_000, 0}}, true
	case c >= 25828 && c <= 25838:
		return utm("ETRS89", c-25800, "N", ETRS89, grs80, 0)
	case c >= 32601 && c <= 32660:
		return utm("WGS 84", c-32600, "N", WGS84, wgs84, 0)
	case c >= 32701 && c <= 32760:
		return utm("WGS 84", c-32700, "S", WGS84, wgs84, 10_000_000)
	}
	return system{}, false
}

// Degrees tells whether the coordinates are longitude and latitude.
func (c CRS) Degrees() bool { return c == WGS84 || c == SWEREF99LatLon || c == ETRS89 }

// Known tells whether coordinates of the system can be read and converted.
func (c CRS) Known() bool {
	_, ok := c.system()
	return ok
}

// KnownSystems names, for messages, the systems that are read.
const KnownSystems = "EPSG:3006 (SWEREF99 TM), EPSG:3007–3018 (local zones of SWEREF 99), EPSG:25828–25838, 32601–32660 and 32701–32760 (UTM), and EPSG:4326, 4258 and 4619 (degrees)"

// String returns the code and name as messages write them.
func (c CRS) String() string {
	if s, ok := c.system(); ok {
		return fmt.Sprintf("EPSG:%d (%s)", int(c), s.name)
	}
	if c == Unknown {
		return "no coordinate system"
	}
	return "EPSG:" + strconv.Itoa(int(c))
}

// refused are systems that are met now and then, with the reason why they are not read.
var refused = map[int]struct{ name, why string }{
	3857:   {"WGS 84 / Pseudo-Mercator", "its metres are twice too long in Sweden"},
	900913: {"Google Mercator", "its metres are twice too long in Sweden"},
	3021:   {"RT90 2.5 gon V", "RT 90 lies on another ellipsoid and was replaced by SWEREF 99 in 2007"},
	4124:   {"RT90", "RT 90 lies on another ellipsoid and was replaced by SWEREF 99 in 2007"},
	3035:   {"ETRS89-extended / LAEA Europe", "it keeps areas but not distances"},
}

// plan returns the code of the system without heights for one that has them: SWEREF 99's planes with RH 2000, and degrees with heights.
func plan(code int) int {
	switch {
	case code >= 5845 && code <= 5857:
		return code - 5845 + int(SWEREF99TM)
	case code == 5628, code == 4977:
		return int(SWEREF99LatLon)
	case code == 4937:
		return int(ETRS89)
	case code == 4979:
		return int(WGS84)
	}
	return code
}

// check returns a system, and an error if it is none that is read.
func check(code int) (CRS, error) {
	if c := CRS(plan(code)); c.Known() {
		return c, nil
	}
	const remedy = "convert the file to EPSG:3006, or to EPSG:4326"
	if r, ok := refused[code]; ok {
		return Unknown, indicators.Problem{What: fmt.Sprintf("EPSG:%d (%s) is not read: %s", code, r.name, r.why), Remedy: remedy}
	}
	return Unknown, indicators.Problem{What: fmt.Sprintf("EPSG:%d is not read; known are %s", code, KnownSystems), Remedy: remedy}
}

// ParseCRS reads the name of a system as files and flags write it: EPSG:3006, 3006, urn:ogc:def:crs:EPSG::3006, http://www.opengis.net/def/crs/EPSG/0/3006,
// urn:ogc:def:crs:OGC:1.3:CRS84, or a name as of EPSG's register. The order of axes that the name of a system may imply is not followed: GeoJSON,
// GeoPackage and Shapefile all write east before north, whatever the register says.
func ParseCRS(text string) (CRS, error) {
	s := strings.TrimSpace(text)
	if len(s) > 200 {
		s = strings.ToValidUTF8(s[:200], "") + "…"
	}
	lower := strings.ToLower(s)
	if i := strings.LastIndexAny(lower, ":/#"); i >= 0 {
		authority, last := lower[:i], lower[i+1:]
		switch {
		case strings.Contains(authority, "ogc") && (last == "crs84" || last == "84"):
			return WGS84, nil
		case strings.Contains(authority, "epsg"):
			if code, err := strconv.ParseUint(last, 10, 31); err == nil {
				return check(int(code))
			}
		}
	}
	if code, err := strconv.ParseUint(s, 10, 31); err == nil {
		return check(int(code))
	}
	if c, ok := byName(s); ok {
		return c, nil
	}
	return Unknown, indicators.Problem{What: fmt.Sprintf("%q names no coordinate system that is read; known are %s", s, KnownSystems), Remedy: "name it by its code, as in EPSG:3006"}
}

// byName finds a system by its name in EPSG's register or in ESRI's files, whatever the case and the marks between words.
func byName(name string) (CRS, bool) {
	switch n := bare(name); n {
	case "wgs84", "gcswgs1984", "crs84", "wgs1984", "wgs84crs84":
		return WGS84, true
	case "gcssweref99":
		return SWEREF99LatLon, true
	case "gcsetrs1989", "etrs1989":
		return ETRS89, true
	default:
		n = strings.NewReplacer("wgs1984", "wgs84", "etrs1989", "etrs89").Replace(n)
		for _, span := range spans {
			for c := span[0]; c <= span[1]; c++ {
				if s, _ := c.system(); n == bare(s.name) {
					return c, true
				}
			}
		}
	}
	return Unknown, false
}

// bare returns the letters and digits of a name in lower case.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, name)
}

// Name returns the name of a known system in EPSG's register, and "" of any other.
func (c CRS) Name() string {
	s, _ := c.system()
	return s.name
}
