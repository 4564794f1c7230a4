package study

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest"
)

// AreaFile is a file of areas: one area in each row, in the columns code, name, level, version and parent; or a publisher's key, with a smallest
// area in each row and beside it the larger ones that it lies in.
type AreaFile struct {
	File string `yaml:"file"`
	// Columns makes the file a key: which column holds deso, regso, regso_name, city (the municipality) and city_name.
	Columns      map[string]string `yaml:"columns"`
	Version      string            `yaml:"version"`       // of the areas of a key
	RegSOVersion string            `yaml:"regso_version"` // of its RegSO, where they have another: SCB's RegSO of 2020 consist of the DeSO of 2018
	City         string            `yaml:"city"`          // the municipality to keep; all where empty
}

var keyColumns = []string{"deso", "regso", "regso_name", "city", "city_name"}

func (c *checker) areaFile(p string, f AreaFile) {
	c.path(p+".file", f.File)
	for _, role := range slices.Sorted(maps.Keys(f.Columns)) {
		c.oneOf(p+".columns."+role, "role", role, keyColumns, false)
	}
	switch {
	case len(f.Columns) == 0 && (f.Version != "" || f.RegSOVersion != "" || f.City != ""):
		c.fail(p, "version, regso_version and city are about keys, whose columns are named", "name them after columns:, or leave these out: an areas file has a column version")
	case len(f.Columns) == 0:
	case f.Version == "":
		c.fail(p+".version", "version is not given", "write the version of the areas in the key, such as 2018")
	case f.Columns["city"] == "" || f.Columns["deso"] == "" && f.Columns["regso"] == "":
		c.fail(p+".columns", "a key needs the columns of city and of deso or regso", "name them")
	}
}

// readKey reads a key of areas. RegSO are named "Borås (Norrby)" where the file has several municipalities, for names are unique in one only.
func (r *registerReader) readKey(in ingest.Input, f AreaFile) int {
	var columns []string
	at := make(map[string]int)
	for _, role := range keyColumns {
		if f.Columns[role] != "" {
			at[role] = len(columns)
			columns = append(columns, f.Columns[role])
		}
	}
	regsoVersion := cmp.Or(f.RegSOVersion, f.Version)
	type row struct {
		line  int
		cells map[string]string
	}
	var rows []row
	cities := make(map[string]bool)
	n := 0
	r.read(in, columns, nil, func(line int, cells []string) {
		n++
		named := make(map[string]string)
		for role, i := range at {
			named[role] = cells[i]
		}
		if named["city"] == "" {
			r.problems.Add(indicators.Problem{File: in.Name, Line: line, Column: f.Columns["city"], What: "no municipality is named", Remedy: "fill it in"})
			return
		}
		if f.City == "" || f.City == named["city"] {
			cities[named["city"]] = true
			rows = append(rows, row{line, named})
		}
	})
	if len(rows) == 0 && n > 0 {
		r.problems.Add(indicators.Problem{File: in.Name, Column: f.Columns["city"], What: fmt.Sprintf("no row is of municipality %q", clip(f.City)),
			Remedy: "correct city: of the areas file in the study, or leave it out"})
	}
	index := make(map[indicators.AreaID]int)
	for _, row := range rows {
		city := indicators.Area{Code: row.cells["city"], Version: f.Version, Name: row.cells["city_name"], Level: indicators.City}
		regso := indicators.Area{Code: row.cells["regso"], Version: regsoVersion, Name: row.cells["regso_name"], Level: indicators.RegSO}
		deso := indicators.Area{Code: row.cells["deso"], Version: f.Version, Level: indicators.DeSO}
		if regso.Name != "" && city.Name != "" && len(cities) > 1 {
			regso.Name = city.Name + " (" + regso.Name + ")"
		}
		where := place{in.Name, row.line}
		larger := r.put(index, city, nil, where)
		if regso.Code != "" {
			larger = r.put(index, regso, larger, where)
		}
		if deso.Code != "" {
			r.put(index, deso, larger, where)
		}
	}
	return n
}

// put adds an area once, in a larger one, and returns it. What comes again in the same file must be the same; what another file has stands.
func (r *registerReader) put(index map[indicators.AreaID]int, a indicators.Area, in *indicators.Area, at place) *indicators.Area {
	if in != nil && in.Version == a.Version {
		a.Parent = in.Code
	}
	first, again := r.areaAt[a.ID()]
	i, here := index[a.ID()]
	switch {
	case !again:
		index[a.ID()] = len(r.areas)
		r.areaAt[a.ID()] = at
		r.areas = append(r.areas, a)
		if in != nil && a.Parent == "" {
			m := indicators.Membership{Area: a.ID(), In: in.ID(), Weight: 1, Basis: "official"}
			r.memberAt[[2]indicators.AreaID{m.Area, m.In}] = at
			r.members = append(r.members, m)
		}
	case here && (r.areas[i].Parent != a.Parent || r.areas[i].Name != a.Name):
		r.problems.Add(indicators.Problem{File: at.file, Line: at.line, What: fmt.Sprintf("%s %s is %q in %q here, but %q in %q on line %d",
			a.Level, a.Code, a.Name, a.Parent, r.areas[i].Name, r.areas[i].Parent, first.line), Remedy: "correct the one that is wrong"})
	}
	return &a
}
