package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// compatible are the licences under which a module may be part of a program that is Apache-2.0: they ask for attribution and no more.
var compatible = []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC-BY-4.0", "FTL", "ISC", "MIT", "OFL-1.1", "blessing"}

// phrases tell a licence by words that it has and others have not, in lower case with single spaces. A text can hold several licences.
var phrases = []struct{ licence, has, not string }{
	{"Apache-2.0", "apache license version 2.0", ""},
	{"Apache-2.0", "apache license, version 2.0", ""},
	{"MIT", "permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files", ""},
	{"BSD-3-Clause", "redistribution and use in source and binary forms", ""},
	{"BSD-2-Clause", "redistribution and use in source and binary forms", "may be used to endorse or promote"},
	{"BSL-1.0", "boost software license", ""},
	{"CC-BY-4.0", "creative commons attribution 4.0 international public license", ""},
	{"FTL", "the freetype project license", ""},
	{"ISC", "permission to use, copy, modify, and/or distribute this software for any purpose", ""},
	{"OFL-1.1", "sil open font license", ""},
	{"GPL", "gnu general public license", "the freetype project license"},
	{"LGPL", "gnu lesser general public license", ""},
	{"MPL-2.0", "mozilla public license", ""},
	{"blessing", "may you find forgiveness for yourself and forgive others", ""},
	{"blessing", "the author disclaims copyright to this source code", ""},
	{"blessing", "dedicated to the public domain by the authors", "creative commons"},
}

// told are the modules whose licence files do not speak for themselves: what is left empty is read from the files.
var told = map[string]struct {
	licence string
	files   []string
	holders []string
	why     string
}{
	"github.com/golang/freetype": {licence: "FTL", files: []string{"LICENSE", "licenses/ftl.txt"},
		holders: []string{"Copyright 2010 The Freetype-Go Authors", "Portions of this software are copyright © 1996-2006 The FreeType Project (www.freetype.org)"},
		why:     "offered under the FreeType License or the GPL: used under the former"},
	"github.com/JohnCGriffin/overflow": {files: []string{"README.md"}, holders: []string{"Copyright (c) 2017 John C. Griffin"},
		why: "its licence stands at the end of its README"},
	"github.com/ajstarks/svgo":         {holders: []string{"Anthony Starks, https://github.com/ajstarks/svgo, unmodified"}},
	"github.com/apache/arrow/go/arrow": {licence: "Apache-2.0", holders: []string{arrow}, why: arrowParts},
	"github.com/apache/arrow/go/v17":   {licence: "Apache-2.0", holders: []string{arrow}, why: arrowParts},
	"gonum.org/v1/gonum":               {why: "parts of other origin have licences of their own, all permissive, among the texts"},
	"modernc.org/sqlite":               {licence: "BSD-3-Clause AND blessing", why: "SQLite itself is in the public domain; the parts of other origin are among the texts"},
	"modernc.org/libc":                 {licence: "BSD-3-Clause AND MIT", why: "holds musl, MIT; the parts of other origin are among the texts"},
}

const (
	arrow      = "Copyright 2016-2024 The Apache Software Foundation"
	arrowParts = "its licence file is that of all of Arrow; the licences of the parts that Go has are among the texts"
)

// read finds the licence files of a module and what they say. A licence that is not known, or that asks for more than attribution, is an error.
func (m *module) read() error {
	own := told[m.Path]
	m.Files = own.files
	if m.Files == nil {
		var err error
		if m.Files, err = licenceFiles(m.Dir); err != nil {
			return fmt.Errorf("%s: %w", m.Path, err)
		}
	}
	var found []string
	for _, name := range m.Files {
		text, err := os.ReadFile(filepath.Join(m.Dir, filepath.FromSlash(name)))
		if err != nil {
			return fmt.Errorf("%s: %w", m.Path, err)
		}
		if strings.Contains(name, "/") && own.files == nil || strings.Contains(strings.ToUpper(name), "3RD-PARTY") {
			continue // of parts: the texts are passed on
		}
		found = append(found, recognised(string(text))...)
		m.Copyright = append(m.Copyright, copyrights(string(text))...)
	}
	slices.Sort(found)
	m.Copyright = distinct(m.Copyright)
	if own.holders != nil {
		m.Copyright = own.holders
	}
	m.Licence = strings.Join(slices.Compact(found), " AND ")
	if own.licence != "" {
		m.Licence = own.licence
	}
	if m.Licence == "" {
		return fmt.Errorf("%s %s: no licence is recognised in %s: look at %s and add it to the phrases or to what is told", m.Path, m.Version, strings.Join(m.Files, ", "), m.Dir)
	}
	for licence := range strings.SplitSeq(m.Licence, " AND ") {
		if !slices.Contains(compatible, licence) {
			return fmt.Errorf("%s %s: the licence %s is not among those that fit Apache-2.0", m.Path, m.Version, licence)
		}
	}
	return nil
}

var licenceName = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice)`)

func licenceFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		switch name := entry.Name(); {
		case entry.IsDir() && strings.EqualFold(name, "third_party_licenses"):
			parts, err := os.ReadDir(filepath.Join(dir, name))
			if err != nil {
				return nil, err
			}
			for _, part := range parts {
				names = append(names, name+"/"+part.Name())
			}
		case !entry.IsDir() && licenceName.MatchString(name) && !strings.HasSuffix(name, "-LOGO"):
			names = append(names, name)
		}
	}
	return names, nil
}

func recognised(text string) []string {
	plain := strings.Join(strings.Fields(strings.ToLower(text)), " ")
	var found []string
	for _, phrase := range phrases {
		if strings.Contains(plain, phrase.has) && (phrase.not == "" || !strings.Contains(plain, phrase.not)) {
			found = append(found, phrase.licence)
		}
	}
	if two := slices.Index(found, "BSD-2-Clause"); two >= 0 {
		found = slices.DeleteFunc(found, func(licence string) bool { return licence == "BSD-3-Clause" })
	}
	return found
}

var copyrightLine = regexp.MustCompile(`(?im)^[\s*#/]*(copyright\s*(:|\(c\)|©|\d|the\b).*|\(c\) (copyright )?\d.*)$`)

// copyrights gives the lines that claim copyright. The one to be filled in, at the end of the Apache licence, claims none.
func copyrights(text string) []string {
	var lines []string
	for _, line := range copyrightLine.FindAllStringSubmatch(text, -1) {
		words := strings.Trim(strings.Join(strings.Fields(line[1]), " "), " *")
		if !strings.ContainsAny(words, "[{") && !strings.Contains(words, "copyright notice") {
			lines = append(lines, words)
		}
	}
	return lines
}

func distinct(lines []string) []string {
	var once []string
	for _, line := range lines {
		if !slices.Contains(once, line) {
			once = append(once, line)
		}
	}
	return once
}
