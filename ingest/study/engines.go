package study

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/jamlik/jamlik/indicators"
	"github.com/jamlik/jamlik/ingest/engine"
)

// engines are what can count persons.
var engines = []string{"local", "postgres", "clickhouse", "spark"}

// Query returns what a fetch asks an engine. Keys and sums are in order of their names, area and period first.
func (f Fetch) Query() engine.Query {
	q := engine.Query{Table: f.Table, Least: int64(f.Least), Most: f.Most}
	for _, name := range f.keys() {
		q.Keys = append(q.Keys, engine.Key{Name: name, Column: f.Keys[name]})
	}
	for _, name := range slices.Sorted(maps.Keys(f.Sums)) {
		q.Sums = append(q.Sums, engine.Sum{Name: name, Factors: f.Sums[name].Of, Decimals: f.Sums[name].Decimals})
	}
	for _, w := range f.Where {
		q.Where = append(q.Where, engine.Condition{Column: w.Column, In: w.In, From: w.From, To: w.To})
	}
	return q
}

// keys returns the names of the keys, area and period first.
func (f Fetch) keys() []string {
	names := slices.Sorted(maps.Keys(f.Keys))
	place := func(name string) int { return (slices.Index([]string{"area", "period"}, name) + 3) % 3 } // those that are not in it come last
	slices.SortStableFunc(names, func(a, b string) int { return place(a) - place(b) })
	return names
}

var notInVariables = regexp.MustCompile(`[^A-Z0-9]+`)

// Variable returns the variable of the environment that says where the persons of a fetch are.
func (f Fetch) Variable() string {
	if f.DSNEnv != "" {
		return f.DSNEnv
	}
	return "JAMLIK_ENGINE_" + notInVariables.ReplaceAllString(strings.ToUpper(f.ID), "_")
}

var (
	variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	// An address of a database, in either of the forms that its drivers read.
	looksLikeDSN = regexp.MustCompile(`(?i)://|password\s*=|\bhost\s*=|\bdbname\s*=`)
)

const neverInStudy = "a study file is read by many: take it out, change the password if there was one, and put the address into the variable %s of the environment"

// ofEngines returns the keys that only a fetch from an engine has, of those given.
func (f Fetch) ofEngines() (given []string) {
	for _, at := range []struct {
		key   string
		given bool
	}{{"keys", len(f.Keys) > 0}, {"where", len(f.Where) > 0}, {"sums", len(f.Sums) > 0}, {"least", f.Least != 0}, {"most", f.Most != 0}, {"complete", len(f.Complete) > 0}, {"totals", len(f.Totals) > 0}, {"dsn_env", f.DSNEnv != ""}} {
		if at.given {
			given = append(given, at.key)
		}
	}
	return given
}

// engine checks a fetch that asks an engine.
func (c *checker) engine(p string, f Fetch) {
	secret := fmt.Sprintf(neverInStudy, Fetch{ID: f.ID}.Variable())
	if variableName.MatchString(f.DSNEnv) {
		secret = fmt.Sprintf(neverInStudy, f.DSNEnv)
	}
	told := false
	tell := func(key string) {
		if !told {
			c.fail(p+"."+key, fmt.Sprintf("fetch %q says where a database is", f.ID), secret)
		}
		told = true
	}
	if f.DSN != "" {
		tell("dsn")
	}
	for _, at := range []struct{ key, text string }{{"engine", f.Engine}, {"table", f.Table}, {"base", f.Base}, {"dsn_env", f.DSNEnv}} {
		if looksLikeDSN.MatchString(at.text) || at.key == "base" && at.text != "" {
			tell(at.key)
		}
	}
	if told {
		return
	}
	if f.DSNEnv != "" && !variableName.MatchString(f.DSNEnv) {
		c.fail(p+".dsn_env", fmt.Sprintf("fetch %q: dsn_env is not the name of a variable", f.ID), "write the variable's name, such as REGISTER_DSN, not what is in it")
	}
	c.oneOf(p+".engine", "engine", f.Engine, engines, false)
	for _, at := range []struct {
		key   string
		given bool
	}{{"api", f.API != ""}, {"title", f.Title != ""}, {"measure", f.Measure != ""}, {"language", f.Language != ""}, {"select", len(f.Select) > 0}, {"codelists", len(f.Codelists) > 0}} {
		if at.given {
			c.fail(p+"."+at.key, fmt.Sprintf("fetch %q asks an engine, which %s is not about", f.ID, at.key), "remove it; which persons are counted stands after where")
		}
	}
	if f.Engine == "local" && f.Table != "" && !filepath.IsLocal(filepath.FromSlash(f.Table)) {
		c.fail(p+".table", fmt.Sprintf("fetch %q: the table %q leads out of the directory of the files", f.ID, clip(f.Table)), fmt.Sprintf("name the file below the directory, and put the directory into the variable %s of the environment", f.Variable()))
	}
	c.each(p, f.Query().Check())
	for _, dim := range f.keys() {
		if _, err := indicators.NewGroup(indicators.Category{Dim: dim, Value: "x"}); err != nil {
			c.fail(p+".keys."+dim, err.Error(), "")
		}
	}
	for i, name := range f.Complete {
		c.oneOf(fmt.Sprintf("%s.complete[%d]", p, i), "key", name, f.keys(), false)
	}
	for i, name := range f.Totals {
		at := fmt.Sprintf("%s.totals[%d]", p, i)
		if name == "area" || name == "period" {
			c.fail(at, fmt.Sprintf("fetch %q: the total of all values of %s is no group", f.ID, name), "leave it out: districts and the city are put together of their areas")
			continue
		}
		c.oneOf(at, "key", name, f.keys(), false)
	}
}

// each reports every problem of an error that may be several.
func (c *checker) each(p string, err error) {
	switch err := err.(type) {
	case nil:
	case interface{ Unwrap() []error }:
		for _, e := range err.Unwrap() {
			c.each(p, e)
		}
	case indicators.Problem:
		what := err.What
		if err.Column != "" {
			what = fmt.Sprintf("%q: %s", clip(err.Column), what)
		}
		c.fail(p, what, err.Remedy)
	default:
		c.fail(p, err.Error(), "")
	}
}

// counted gives the data of a fetch from an engine the columns that its cells have, where the study names none.
func (s *Study) counted() {
	for i := range s.Data {
		in := &s.Data[i]
		at := slices.IndexFunc(s.Fetch, func(f Fetch) bool { return f.ID == in.Fetch && f.Engine != "" })
		if at < 0 {
			continue
		}
		f := s.Fetch[at]
		columns := maps.Clone(in.Columns)
		if columns == nil {
			columns = map[string]string{}
		}
		give := func(role, column string) {
			if columns[role] == "" && in.Constant[role] == "" {
				columns[role] = column
			}
		}
		for _, role := range []string{"area", "period"} {
			if _, ok := f.Keys[role]; ok {
				give(role, role)
			}
		}
		if len(in.Values) == 0 && len(in.Wide) == 0 {
			give("value", engine.ColumnCount)
			if in.Constant["status"] == "" {
				give("status", engine.ColumnStatus)
			}
		}
		in.Columns = columns
		if in.Groups == nil {
			in.Groups = map[string]string{}
			for _, name := range f.keys() {
				if name != "area" && name != "period" && !in.tells(name) {
					in.Groups[name] = name
				}
			}
		}
	}
}

// tells tells whether a column already decides which rows are what, so that it is no dimension of groups.
func (in *Input) tells(column string) bool {
	for _, columns := range in.Cells {
		if _, ok := columns[column]; ok {
			return true
		}
	}
	for _, used := range in.Columns {
		if used == column {
			return true
		}
	}
	return len(in.Keep[column]) == 1
}
