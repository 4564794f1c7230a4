package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/jamlik/jamlik/"

// layers are the packages of the program by rank: a package may import only packages of lower rank, and those of its own rank
// that are listed as its family.
var layers = []struct {
	prefix string
	rank   int
	family string // packages of one family may import each other
}{
	{"cmd/", 9, "cmd"},
	{"charts/report", 8, "report"},
	{"charts/explorer", 8, "explorer"},
	{"charts/word", 8, "word"},
	{"charts", 7, "charts"},
	{"analysis/strata", 5, "strata"},
	{"analysis/decompose", 5, "decompose"},
	{"analysis/resample", 5, "resample"},
	{"analysis/target", 5, "target"},
	{"analysis/shrink", 5, "shrink"},
	{"analysis/ranking", 5, "ranking"},
	{"analysis/suppress", 5, "suppress"},
	{"analysis/mobility", 5, "resample"},
	{"analysis/trend", 5, "trend"},
	{"analysis/classes", 5, "classes"},
	{"analysis/relation", 5, "relation"},
	{"analysis", 6, "analysis"},
	{"ingest/study", 6, "ingest"},
	{"ingest/formats", 6, "ingest"},
	{"ingest", 6, "ingest"},
	{"testdata/nation", 7, "nation"}, // a program that writes a study
	{"testdata/", 6, "testdata"},
	{"indicators/registry", 3, "registry"},
	{"indicators/segregation", 2, "segregation"},
	{"indicators/inequality", 2, "inequality"},
	{"indicators/disparity", 2, "disparity"},
	{"indicators/rate", 2, "rate"},
	{"indicators/composite", 2, "composite"},
	{"indicators/autocorrelation", 2, "autocorrelation"},
	{"indicators/index", 1, "index"},
	{"indicators/lang", 0, "lang"},
	{"indicators/space", 0, "space"},
	{"indicators", 4, "indicators"},
}

func layerOf(t *testing.T, pkg string) (rank int, family string) {
	t.Helper()
	for _, l := range layers {
		if pkg == strings.TrimSuffix(l.prefix, "/") || strings.HasPrefix(pkg, strings.TrimSuffix(l.prefix, "/")+"/") {
			return l.rank, l.family
		}
	}
	t.Errorf("package %s has no layer: add it to the list", pkg)
	return 0, ""
}

// goFiles calls f with every Go file of the program outside tests, with its package path below the module.
func goFiles(t *testing.T, f func(path, pkg string)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && rel != "." || d.Name() == "testdata" && rel != "testdata") {
			return fs.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(rel, ".go") && !strings.HasSuffix(rel, "_test.go") {
			f(path, strings.TrimSuffix(filepath.ToSlash(filepath.Dir(rel)), "/."))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestImportsPointDownwards(t *testing.T) {
	checked := 0
	goFiles(t, func(path, pkg string) {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		rank, family := layerOf(t, pkg)
		for _, spec := range file.Imports {
			imp, ok := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), module)
			if !ok {
				continue
			}
			checked++
			r, fam := layerOf(t, imp)
			if r > rank || r == rank && fam != family {
				t.Errorf("%s (layer %s) imports %s (layer %s): imports may only point downwards", path, family, imp, fam)
			}
		}
	})
	if checked < 50 {
		t.Errorf("only %d imports were checked: the walk misses packages", checked)
	}
}

func TestEveryPackageHasOneComment(t *testing.T) {
	comments := map[string]int{}
	goFiles(t, func(path, pkg string) {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := comments[pkg]; !ok {
			comments[pkg] = 0
		}
		if file.Doc != nil {
			comments[pkg]++
		}
		base := pkg[strings.LastIndexByte(pkg, '/')+1:]
		if slices.Contains([]string{"util", "utils", "common", "helpers", "types", "models", "pkg"}, base) {
			t.Errorf("package %s says nothing by its name", pkg)
		}
	})
	for pkg, n := range comments {
		if n != 1 {
			t.Errorf("package %s has %d package comments, want 1", pkg, n)
		}
	}
}

func TestTopLevelIsAsNamed(t *testing.T) {
	want := []string{"CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", "README.md", "analysis", "charts", "cmd", "go.mod", "go.sum", "indicators", "ingest", "testdata"}
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if name := e.Name(); !strings.HasPrefix(name, ".") && name != "jamlik-out" && !slices.Contains(want, name) {
			t.Errorf("%s does not belong to the top level", name)
		}
	}
}

// TestEveryDependencyHasItsReason holds the README's table and go.mod to each other.
func TestEveryDependencyHasItsReason(t *testing.T) {
	mod, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	direct := 0
	for line := range strings.Lines(string(mod)) {
		m := regexp.MustCompile(`^\t(\S+) v\S+$`).FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil {
			continue
		}
		direct++
		if !strings.Contains(string(readme), "| "+m[1]+" |") {
			t.Errorf("README's table has no row for %s", m[1])
		}
	}
	if direct == 0 {
		t.Error("go.mod has no direct dependency: the pattern is wrong")
	}
	if strings.Contains(string(mod), "\nreplace") {
		t.Error("go.mod replaces a module")
	}
}

// TestNothingIsTakenFromItself forbids x-x, which is a short way to ask whether x is finite and a wrong one: where x is a product, a processor with fused
// multiplication and addition takes the rounded product from the exact one, and the difference is not zero.
func TestNothingIsTakenFromItself(t *testing.T) {
	goFiles(t, func(path, _ string) {
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if e, ok := n.(*ast.BinaryExpr); ok && e.Op == token.SUB && types.ExprString(e.X) == types.ExprString(e.Y) {
				t.Errorf("%s: %s: ask math.Abs(x) <= math.MaxFloat64 instead", files.Position(e.Pos()), types.ExprString(e))
			}
			return true
		})
	})
}
