package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// checks are what the values of an index were compared with, by the ID of the index: programs in the order of the files,
// each with its tables.
type checks map[string][]check

// check is one program, or way of computing, with the tables that it was run on.
type check struct {
	program string
	tables  []string
	values  string // how many on the larger data; "" for tables of the repository
}

// readGolden reads the values from outside in the CSV files of dir, in the order of their names.
func readGolden(dir string) (checks, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no values in %s: %w", dir, err)
	}
	values := make(checks)
	for _, name := range files {
		rows, err := readCSV(name, "index", "arguments", "part", "program")
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			values.add(row[0], row[3], table(row[1]))
		}
	}
	return values, nil
}

// add notes that program gave a value of the index on a table.
func (c checks) add(id, program, table string) {
	k := slices.IndexFunc(c[id], func(have check) bool { return have.program == program })
	if k < 0 {
		k = len(c[id])
		c[id] = append(c[id], check{program: program})
	}
	if have := &c[id][k]; !slices.Contains(have.tables, table) {
		have.tables = append(have.tables, table)
	}
}

// readCompared adds the values that programs gave on the larger data beside the repository, whose numbers tests keep in a
// file.
func (c checks) readCompared(name string) error {
	rows, err := readCSV(name, "program", "index", "values")
	for _, row := range rows {
		c[row[1]] = append(c[row[1]], check{program: row[0], values: row[2]})
	}
	return err
}

// readCSV returns the rows of a file below its header, which begins with the given columns.
func readCSV(name string, columns ...string) ([][]string, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(rows) == 0 || len(rows[0]) < len(columns) || !slices.Equal(rows[0][:len(columns)], columns) {
		return nil, fmt.Errorf("%s: the columns are not %s", name, strings.Join(columns, ", "))
	}
	return rows[1:], nil
}

// table returns the table that arguments read: the file name of a composed one, boras/name for one of the study of Borås.
func table(arguments string) string {
	words := strings.Fields(arguments)
	k := slices.Index(words, "--data")
	if k < 0 || k+1 == len(words) {
		return ""
	}
	if dir, file := path.Split(words[k+1]); dir == "golden/data/" {
		return file
	}
	return words[k+1]
}
