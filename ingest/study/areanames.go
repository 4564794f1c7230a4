package study

import (
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/areas"
)

// nameIndex finds areas by name. Names of RegSO are unique within their municipality only, so that tables write "Borås (Norrby)".
type nameIndex struct {
	reg    *indicators.Register
	exact  map[string][]indicators.Area
	folded map[string][]indicators.Area
}

func newNameIndex(reg *indicators.Register, level string) *nameIndex {
	x := &nameIndex{reg, make(map[string][]indicators.Area), make(map[string][]indicators.Area)}
	only, err := indicators.ParseLevel(level)
	for _, a := range reg.Areas() {
		if err == nil && a.Level != only {
			continue
		}
		for _, name := range x.namesOf(a) {
			x.exact[name] = append(x.exact[name], a)
			if f := areas.Fold(name); f != name {
				x.folded[f] = append(x.folded[f], a)
			}
		}
	}
	return x
}

// namesOf returns the name of an area, and that after the name of its municipality.
func (x *nameIndex) namesOf(a indicators.Area) []string {
	out := []string{a.Name}
	if len(a.Code) > 4 {
		for _, city := range []indicators.AreaID{{Code: a.Code[:4], Version: a.Version}, {Code: a.Parent, Version: a.Version}} {
			if c, ok := x.reg.Find(city); ok && c.Level == indicators.City {
				return append(out, c.Name+" ("+a.Name+")")
			}
		}
	}
	return out
}

func (x *nameIndex) find(list []indicators.Area, version string) (found []indicators.Area) {
	for _, a := range list {
		if a.Version == version {
			found = append(found, a)
		}
	}
	return found
}

// place finds the one area of a name; where repair is set, also by a name that has lost its å, ä and ö.
func (x *nameIndex) place(id indicators.AreaID, repair bool) placed {
	name := strings.TrimSpace(id.Code)
	if found := x.find(x.exact[name], id.Version); len(found) > 0 {
		if len(found) > 1 {
			return placed{likely: true}
		}
		return placed{id: found[0].ID(), ok: true, level: found[0].Level}
	}
	if found := x.find(x.folded[areas.Fold(name)], id.Version); len(found) == 1 {
		if !repair {
			return placed{likely: true}
		}
		return placed{id: found[0].ID(), ok: true, level: found[0].Level, how: string(areas.Letters)}
	}
	return placed{}
}

// fault returns what is wrong with a name that was not found.
func (x *nameIndex) fault(id indicators.AreaID) (likely string, fault codeFault) {
	fault.version = id.Version
	if found := x.find(x.exact[strings.TrimSpace(id.Code)], id.Version); len(found) > 1 {
		return found[0].Level.String() + " " + found[0].Code + " or " + found[1].Level.String() + " " + found[1].Code, codeFault{damage: severalAreas, version: id.Version}
	}
	if found := x.find(x.folded[areas.Fold(id.Code)], id.Version); len(found) == 1 {
		fault.damage = areas.Letters
		return found[0].Name, fault
	}
	return "", fault
}

// severalAreas is a name that more than one area has.
const severalAreas areas.Damage = "several areas"
