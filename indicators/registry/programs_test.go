package registry_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
)

// known are the programs that an index may name, as they call themselves; commands of Stata's users stand under Stata.
var known = []string{
	"PySAL segregation", "R segregation", "OasisR", "seg", "rsegregation", "divseg", "EquiPop", "segindex", "MLID", "Stata",
	"PySAL inequality", "ineq", "dineq", "IC2", "rineq", "laeken", "convey", "healthequal", "PHEindicatormethods", "SciPy",
	"statsmodels", "R stats", "Fingertips", "COINr", "compositr", "PySAL esda", "spdep",
}

// An entry is "Program: name", and none stands twice.
func TestProgramsAreNamed(t *testing.T) {
	named := make(map[string]bool)
	each(t, func(t *testing.T, ix index.Index) {
		for i, entry := range ix.Programs {
			program, name, ok := strings.Cut(entry, ": ")
			if !ok || name == "" || strings.TrimSpace(name) != name {
				t.Errorf("got %q, want a program and the name that the index has there", entry)
			}
			if !slices.Contains(known, program) {
				t.Errorf("%q: got program %q, want one of %q", entry, program, known)
			}
			if slices.Contains(ix.Programs[:i], entry) {
				t.Errorf("%q stands twice", entry)
			}
			named[program] = true
		}
	})
	for _, program := range []string{"PySAL segregation", "R segregation", "OasisR", "seg", "rsegregation", "divseg", "Stata", "PySAL inequality"} {
		if !named[program] {
			t.Errorf("no index names %s", program)
		}
	}
}
