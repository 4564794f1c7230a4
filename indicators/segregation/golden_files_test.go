package segregation_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Every file beside the records is one that they are about, or has values that are compared, or has a reason.
func TestEveryFileOfOtherProgramsIsKnown(t *testing.T) {
	data := newLibrary(t)
	reasons := map[string]string{
		"expected.json":                                     "the records",
		"knn_sacramento_local_expected.csv":                 "TestValuesOfSurroundingsOfTracts",
		"oasisr_grehsize_adjacency.csv":                     "spatial: neighbours",
		"oasisr_grehsize.geojson":                           "spatial: boundaries",
		"pysal_sacramento_adjacency.csv":                    "read with the records of spatial indices",
		"pysal_sacramento_tracts.geojson":                   "spatial: boundaries",
		"rseg_compress_stateA_first6districts_expected.csv": "read with its record",
		"oasisr_grehsize_local_expected.csv":                "TestValuesOfUnitsOfOtherPrograms",
		"pysal_sacramento_local_expected.csv":               "TestValuesOfUnitsOfOtherPrograms, TestValuesOfSurroundingsOfTracts, TestLocalCentralisationOfPySAL",
		"rseg_schools00_local_expected.csv":                 "TestValuesOfUnitsOfOtherPrograms",
		"rseg_schools05_local_expected.csv":                 "TestValuesOfUnitsOfOtherPrograms",
	}
	files, err := os.ReadDir(data.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if _, ok := reasons[file.Name()]; ok {
			delete(reasons, file.Name())
			continue
		}
		if !slices.ContainsFunc(data.records, func(r record) bool { return strings.Contains(r.Dataset, file.Name()) }) {
			t.Errorf("%s: no record is about it and nothing says why", filepath.Join(data.dir, file.Name()))
		}
	}
	for name, why := range reasons {
		t.Errorf("there is no %s (%s)", name, why)
	}
}
