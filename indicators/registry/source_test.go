package registry_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/jamlik/jamlik/indicators/index"
	"github.com/jamlik/jamlik/indicators/registry"
)

// source is what the source files of one family say.
type source struct {
	files    []indexFile
	examples map[string]bool // names of the examples that have an output
}

// indexFile is a file that defines an index.
type indexFile struct {
	name      string
	ids       []string
	functions []*ast.FuncDecl // the exported ones, methods left out
}

// read parses the package of a family.
func read(t *testing.T, f index.Family) source {
	t.Helper()
	dir := filepath.Join("..", string(f))
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := source{examples: make(map[string]bool)}
	var tests []*ast.File
	fset := token.NewFileSet()
	for _, entry := range entries {
		name := entry.Name()
		if filepath.Ext(name) != ".go" {
			continue
		}
		file, err := parser.ParseFile(fset, filepath.Join(dir, name), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			tests = append(tests, file)
			continue
		}
		if ids := identifiers(file); len(ids) > 0 {
			s.files = append(s.files, indexFile{name, ids, exported(file)})
		}
	}
	for _, example := range doc.Examples(tests...) {
		if example.Output != "" {
			s.examples[example.Name] = true
		}
	}
	return s
}

// identifiers returns the ID of every index.Index literal in file that has one.
func identifiers(file *ast.File) (ids []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		literal, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		selector, ok := literal.Type.(*ast.SelectorExpr)
		if !ok || selector.Sel.Name != "Index" {
			return true
		}
		for _, element := range literal.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			key, isName := pair.Key.(*ast.Ident)
			value, isText := pair.Value.(*ast.BasicLit)
			if isName && isText && key.Name == "ID" {
				if id, err := strconv.Unquote(value.Value); err == nil {
					ids = append(ids, id)
				}
			}
		}
		return true
	})
	return ids
}

// exported returns the exported functions of file.
func exported(file *ast.File) (functions []*ast.FuncDecl) {
	for _, declaration := range file.Decls {
		if f, ok := declaration.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.IsExported() {
			functions = append(functions, f)
		}
	}
	return functions
}

// One index is one file with one exported function, documented and shown by an Example that prints, and every file's
// index is in the registry: a line forgotten in All is found here.
func TestOneIndexIsOneFileWithAnExample(t *testing.T) {
	for _, family := range families {
		listed := make(map[string]bool)
		for _, ix := range registry.Family(family) {
			listed[ix.ID] = true
		}
		s := read(t, family)
		for _, file := range s.files {
			if len(file.ids) != 1 {
				t.Errorf("%s/%s defines %v, want one index to a file", family, file.name, file.ids)
			}
			for _, id := range file.ids {
				if !listed[id] {
					t.Errorf("%s/%s: index %s is not in the family's All", family, file.name, id)
				}
				delete(listed, id)
			}
			if len(file.functions) != 1 {
				t.Errorf("%s/%s: got %d exported functions, want one", family, file.name, len(file.functions))
			}
			for _, f := range file.functions {
				if name := f.Name.Name; !strings.HasPrefix(f.Doc.Text(), name+" ") {
					t.Errorf("%s/%s: %s has no comment that begins with its name", family, file.name, name)
				}
				if !s.examples[f.Name.Name] {
					t.Errorf("%s/%s: no Example%s with an output", family, file.name, f.Name.Name)
				}
			}
		}
		for id := range listed {
			t.Errorf("%s: no file defines %s as a literal", family, id)
		}
	}
}

// The go command leaves out a file whose name ends in the name of an operating system or a processor, without a word:
// index_js.go, for Jensen and Shannon, would be no part of the program.
func TestNoFileNameIsABuildConstraint(t *testing.T) {
	var suffixes = strings.Fields(`aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9
		solaris wasip1 windows zos unix 386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le
		mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm`)
	for _, family := range families {
		files, err := filepath.Glob(filepath.Join("..", string(family), "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: got %d files, %v", family, len(files), err)
		}
		for _, path := range files {
			name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(path), ".go"), "_test")
			for _, suffix := range suffixes {
				if strings.HasSuffix(name, "_"+suffix) {
					t.Errorf("%s: the go command builds it for %s only", path, suffix)
				}
			}
		}
	}
}
