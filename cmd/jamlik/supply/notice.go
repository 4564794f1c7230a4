package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const preamble = `jamlik
Licensed under the Apache License, Version 2.0 (LICENSE).

The program is built from the modules below, each under its own licence. Their full texts go with every released binary (LICENCES.txt), and are
written by "go run ./cmd/jamlik/supply licences". This file is written by "go generate ./cmd/jamlik/supply"; a test holds it to go.mod.

The binary embeds open data: figures and boundaries of Statistics Sweden (Statistiska centralbyrån, CC0; Källa: SCB) and figures of the Swedish
National Agency for Education (Skolverket), as testdata/boras/README.md says of each. Its pictures are set in the fonts of Liberation, which are
part of codeberg.org/go-fonts/liberation.
`

// notice lists the modules with version, licence and copyright.
func notice(modules []module) []byte {
	var out bytes.Buffer
	out.WriteString(preamble)
	for _, m := range modules {
		name := strings.TrimSpace(m.Path + " " + m.Version)
		if m.Path == "std" {
			name = "The Go standard library and runtime"
		}
		fmt.Fprintf(&out, "\n%s\n    %s\n", name, m.Licence)
		if why := told[m.Path].why; why != "" {
			fmt.Fprintf(&out, "    (%s)\n", why)
		}
		for _, line := range m.Copyright {
			fmt.Fprintf(&out, "    %s\n", line)
		}
		if len(m.Copyright) == 0 {
			out.WriteString("    (its licence file names no holder)\n")
		}
	}
	return out.Bytes()
}

// licences gives the licence files themselves. A text that several modules share stands once, after the names of all of them.
func licences(modules []module) ([]byte, error) {
	var texts []string
	names := map[string][]string{}
	for _, m := range modules {
		for _, file := range m.Files {
			data, err := os.ReadFile(filepath.Join(m.Dir, filepath.FromSlash(file)))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", m.Path, err)
			}
			text := string(data)
			if !utf8.Valid(data) { // an old licence with names in Latin-1
				if text, err = charmap.ISO8859_1.NewDecoder().String(text); err != nil {
					return nil, fmt.Errorf("%s: %s: %w", m.Path, file, err)
				}
			}
			text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
			if names[text] == nil {
				texts = append(texts, text)
			}
			names[text] = append(names[text], strings.TrimSpace(m.Path+" "+m.Version)+": "+file)
		}
	}
	var out bytes.Buffer
	out.WriteString("The licences of what jamlik is built from.\n")
	for _, text := range texts {
		fmt.Fprintf(&out, "\n%s\n%s\n\n%s\n", strings.Repeat("=", 80), strings.Join(names[text], "\n"), text)
	}
	return out.Bytes(), nil
}
