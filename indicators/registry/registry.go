// Package registry lists every index that the program knows.
//
// The list is written out: a family names its indices in its own All, and the registry joins the families. Lists,
// help, documentation and the report all read it, so an index that is not in it does not exist.
package registry

//go:generate go run ./catalogue

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators/autocorrelation"
	"github.com/jamlik/jamlik/indicators/composite"
	"github.com/jamlik/jamlik/indicators/disparity"
	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/inequality"
	"github.com/jamlik/jamlik/indicators/rate"
	"github.com/jamlik/jamlik/indicators/segregation"
)

// All returns every index, family by family, in the order they are printed. The slice is the caller's own.
func All() []index.Index {
	return slices.Concat(segregation.All, inequality.All, disparity.All, rate.All, composite.All, autocorrelation.All)
}

// Family returns the indices of one family in the order they are printed, and none for a family that does not exist.
func Family(f index.Family) []index.Index {
	return slices.DeleteFunc(All(), func(ix index.Index) bool { return ix.Family != f })
}

// Lookup returns the index with the given id. The error for an id that does not exist names those it may stand for.
func Lookup(id string) (index.Index, error) {
	all := All()
	ids := make([]string, len(all))
	for i, ix := range all {
		if ix.ID == id {
			return ix, nil
		}
		ids[i] = ix.ID
	}
	if near := nearest(id, ids); len(near) > 0 {
		return index.Index{}, fmt.Errorf("no index is called %q; did you mean %s?", id, strings.Join(near, " or "))
	}
	return index.Index{}, fmt.Errorf("no index is called %q, and none of the %d has a name like it", id, len(ids))
}
