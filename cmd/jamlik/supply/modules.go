package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// platforms are those that are released: a module may be linked on one of them alone.
var platforms = []string{"linux/amd64", "linux/arm64", "darwin/arm64", "windows/amd64"}

// module is one module with packages in the program.
type module struct {
	Path, Version string
	Dir           string   // its files
	Licence       string   // an SPDX expression
	Copyright     []string // the lines of its licence files that say so
	Files         []string // licences and notices, relative to Dir
}

// linked gives the modules that the program is built from on any of the platforms, by path, with their licences. The Go standard library is the first.
func linked(on []string) ([]module, error) {
	byPath := map[string]module{}
	for _, platform := range on {
		listed, err := goList(platform)
		if err != nil {
			return nil, err
		}
		for _, m := range listed {
			byPath[m.Path] = m
		}
	}
	standard, err := standardLibrary()
	if err != nil {
		return nil, err
	}
	modules := []module{standard}
	for _, m := range byPath {
		modules = append(modules, m)
	}
	slices.SortFunc(modules[1:], func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	for i := range modules {
		if err := modules[i].read(); err != nil {
			return nil, err
		}
	}
	return modules, nil
}

func goList(platform string) ([]module, error) {
	system, processor, _ := strings.Cut(platform, "/")
	list := exec.Command("go", "list", "-deps", "-f",
		"{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", "github.com/jamlik/jamlik/cmd/jamlik")
	list.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+processor)
	var complaint bytes.Buffer
	list.Stderr = &complaint
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("the modules of %s: %v: %s", platform, err, complaint.String())
	}
	var modules []module
	for line := range strings.Lines(string(out)) {
		if fields := strings.Split(strings.TrimSpace(line), "\t"); len(fields) == 3 {
			modules = append(modules, module{Path: fields[0], Version: fields[1], Dir: fields[2]})
		}
	}
	return modules, nil
}

// standardLibrary is Go's own part of the binary. Its version is that of the compiler, which the bill of a binary tells and the notice does not.
func standardLibrary() (module, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return module{}, fmt.Errorf("where Go is: %w", err)
	}
	return module{Path: "std", Dir: filepath.Clean(strings.TrimSpace(string(root)))}, nil
}
