package study

import (
	"fmt"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/indicators/registry"
	"github.com/jamlik/jamlik/indicators/space"
	"github.com/jamlik/jamlik/ingest/geo"
)

// Boundary is a file with the polygons of the areas of one level and version. A plain path stands for one with nothing else given.
type Boundary struct {
	File       string `yaml:"file"`       // GeoJSON, GeoPackage, Shapefile, or a zip archive with one of them
	Level      string `yaml:"level"`      // deso where empty
	Version    string `yaml:"version"`    // of the areas; the study's where empty
	Key        string `yaml:"key"`        // property or column that holds the area code; code where empty
	CRS        string `yaml:"crs"`        // EPSG code of the coordinates, where the file does not say: 3006 or 4326
	Layer      string `yaml:"layer"`      // table of a file that has several
	Neighbours string `yaml:"neighbours"` // file of who lies beside whom, columns from, to and length, which may be left out; the polygons tell where empty
	Tiles      string `yaml:"tiles"`      // file of a tile for each area, columns code, column and row; made where empty
}

// Centre is a centre of the city: a place in degrees, or an area.
type Centre struct {
	Name string   `yaml:"name"`
	Lon  *float64 `yaml:"lon"`
	Lat  *float64 `yaml:"lat"`
	Area string   `yaml:"area"` // code of an area, whose representative point is meant
}

// Space is how areas are looked at by where they lie. What a spec of segregation leaves out is taken from the study, and what the study leaves
// out has the default of the analysis.
type Space struct {
	Indices      []string  `yaml:"indices"`      // registry IDs of indices that read where areas lie
	Kernel       string    `yaml:"kernel"`       // how weight falls off with distance: exponential, inverse-power, biweight, triangular, uniform, gaussian
	Bandwidth    float64   `yaml:"bandwidth"`    // of the kernel, metres
	Bandwidths   []float64 `yaml:"bandwidths"`   // scales that the segregation is looked at on, metres
	Nearest      []float64 `yaml:"nearest"`      // numbers of nearest persons, the least first
	Rezonings    int       `yaml:"rezonings"`    // random divisions of the city that larger areas are compared with
	Permutations int       `yaml:"permutations"` // of the tests for clusters
	Local        []string  `yaml:"local"`        // ways to look for clusters: moran, getis-ord
	Indicators   []string  `yaml:"indicators"`   // that are looked for clusters, beside the groups; of the study only
}

// localWays are the ways to look for clusters.
var localWays = []string{"moran", "getis-ord"}

// boundaryLevels are the levels that a file of polygons may be of.
var boundaryLevels = []string{"deso", "regso", "district", "city"}

func (c *checker) space() {
	s := c.study
	type layer struct{ level, version string }
	seen := make(map[layer]bool)
	for i := range s.Boundaries {
		b, p := &s.Boundaries[i], fmt.Sprintf("boundaries[%d]", i)
		if b.Level == "" {
			b.Level = "deso"
		}
		if b.Version == "" {
			b.Version = s.Version
		}
		if b.Key == "" {
			b.Key = "code"
		}
		c.path(p+".file", b.File)
		c.oneOf(p+".level", "level", b.Level, boundaryLevels, false)
		if b.CRS != "" {
			if _, err := geo.ParseCRS(b.CRS); err != nil {
				c.fail(p+".crs", "crs: "+err.Error(), "")
			}
		}
		for _, f := range [...]struct{ key, file string }{{"neighbours", b.Neighbours}, {"tiles", b.Tiles}} {
			if f.file != "" {
				c.path(p+"."+f.key, f.file)
			}
		}
		l := layer{b.Level, b.Version}
		if seen[l] {
			c.fail(p+".level", fmt.Sprintf("boundaries of level %s and version %q are named twice", l.level, clip(l.version)), "put their polygons in one file")
		}
		seen[l] = true
	}
	c.centres()
	c.spatial("space", s.Space)
	for i, g := range s.Segregation {
		p := fmt.Sprintf("segregation[%d].space", i)
		c.spatial(p, g.Space)
		if g.Space != nil && len(g.Space.Indicators) > 0 {
			c.fail(p+".indicators", "indicators are named for one composition", "name them under space: of the study")
		}
	}
}

func (c *checker) centres() {
	if len(c.study.Centres) > 0 && len(c.study.Boundaries) == 0 {
		c.fail("centres", "centres are given, but no boundaries", "say where the areas lie under boundaries:")
	}
	for i, centre := range c.study.Centres {
		p := fmt.Sprintf("centres[%d]", i)
		switch {
		case centre.Area != "" && (centre.Lon != nil || centre.Lat != nil):
			c.fail(p, "the centre is given both as an area and as a place", "keep one")
		case centre.Area == "" && (centre.Lon == nil || centre.Lat == nil):
			c.fail(p, "the centre has no place", "write lon and lat in degrees, or area and a code")
		case centre.Area == "" && (*centre.Lon < -180 || *centre.Lon > 180 || *centre.Lat < -90 || *centre.Lat > 90):
			c.fail(p, fmt.Sprintf("lon %v and lat %v are no degrees of longitude and latitude", *centre.Lon, *centre.Lat), "write degrees, such as lon: 12.94 and lat: 57.72")
		}
	}
}

// spatial checks a section of choices, which may be absent.
func (c *checker) spatial(p string, s *Space) {
	if s == nil {
		return
	}
	if len(c.study.Boundaries) == 0 {
		c.fail(p, "space is given, but no boundaries", "say where the areas lie under boundaries:")
	}
	for i, id := range s.Indices {
		at := fmt.Sprintf("%s.indices[%d]", p, i)
		if index, err := registry.Lookup(id); err != nil {
			c.fail(at, err.Error(), "")
		} else if index.Family != "segregation" || index.Reads == 0 {
			c.fail(at, fmt.Sprintf("index %q does not read where areas lie", id), "name it under indices: of a composition, or leave it out")
		}
	}
	c.oneOf(p+".kernel", "kernel", s.Kernel, space.Shapes, true)
	length := func(key string, v float64) {
		if v < 1 || v > 1e6 {
			c.fail(p+"."+key, fmt.Sprintf("%s is %v, expected metres from 1 to 1000000", key, v), "lengths are in metres: 2 km is 2000")
		}
	}
	if c.given(p + ".bandwidth") {
		length("bandwidth", s.Bandwidth)
	}
	for i, b := range s.Bandwidths {
		length(fmt.Sprintf("bandwidths[%d]", i), b)
	}
	c.rising(p+".bandwidths", s.Bandwidths)
	for i, k := range s.Nearest {
		if k < 1 || k > 1e9 {
			c.fail(fmt.Sprintf("%s.nearest[%d]", p, i), fmt.Sprintf("nearest is %v, expected a number of persons", k), "write how many of the nearest persons to look at, such as 400")
		}
	}
	c.rising(p+".nearest", s.Nearest)
	if s.Rezonings < 0 || s.Rezonings > 100_000 {
		c.fail(p+".rezonings", fmt.Sprintf("rezonings is %d, expected 1 to 100000", s.Rezonings), "")
	}
	if s.Permutations != 0 && (s.Permutations < 99 || s.Permutations > 1_000_000) {
		c.fail(p+".permutations", fmt.Sprintf("permutations is %d, expected 99 to 1000000", s.Permutations), "9999 is usual: with n of them no p is below 1/(n+1)")
	}
	for i, way := range s.Local {
		c.oneOf(fmt.Sprintf("%s.local[%d]", p, i), "way to look for clusters", way, localWays, false)
	}
	for i, id := range s.Indicators {
		c.oneOf(fmt.Sprintf("%s.indicators[%d]", p, i), "indicator", id, ids(c.study.Indicators), false)
		if slices.Contains(s.Indicators[:i], id) {
			c.fail(fmt.Sprintf("%s.indicators[%d]", p, i), fmt.Sprintf("indicator %q is named twice", clip(id)), "remove one")
		}
	}
}

// given tells whether a key is written down.
func (c *checker) given(path string) bool {
	_, ok := c.lines[path]
	return ok
}

func (c *checker) rising(path string, list []float64) {
	for i := 1; i < len(list); i++ {
		if !(list[i] > list[i-1]) {
			c.fail(fmt.Sprintf("%s[%d]", path, i), fmt.Sprintf("%v comes after %v", list[i], list[i-1]), "write the least first, and each once")
		}
	}
}

// checkCentres checks the areas that are named as centres.
func checkCentres(s *Study, reg *indicators.Register, c *checker) {
	for i, centre := range s.Centres {
		if centre.Area == "" {
			continue
		}
		if _, ok := reg.Find(indicators.AreaID{Code: centre.Area, Version: s.Version}); !ok {
			c.fail(fmt.Sprintf("centres[%d].area", i), fmt.Sprintf("area %q of version %q is not among the areas", clip(centre.Area), clip(s.Version)), "correct the code")
		}
	}
}
