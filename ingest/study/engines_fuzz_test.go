package study

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// FuzzEngines decodes the small study with a fetch of anything from an engine: what is accepted is a query that can be asked, says nowhere in the file where the persons are, and
// stays below the directory of its files; what is not is told with the file, and never with a password.
func FuzzEngines(f *testing.F) {
	const password = "hemligt-lösenord"
	for _, text := range []string{
		"engine: postgres\ntable: register.persons\nkeys: {area: deso, period: year, sex: kön}\nwhere: [{column: age, from: 20, to: 64}, {column: sex, in: [1, 2]}]\n" +
			"sums: {income: {of: [weight, income], decimals: 2}}\nleast: 5\nmost: 1000\ncomplete: [sex]\ntotals: [sex]\ndsn_env: REGISTER_DSN",
		"engine: local\ntable: ../persons-*.parquet\nkeys: {area: deso}",
		"engine: clickhouse\ntable: t\nkeys: {area: a}\ndsn: clickhouse://u:" + password + "@host/db",
		"engine: postgres\ntable: t\nkeys: {area: a}\ndsn_env: postgres://u:" + password + "@host/db",
		"engine: postgres\ntable: host=h password=" + password + "\nkeys: {area: a}",
		"engine: duckdb\nbase: http://h\nkeys: {count: [x]}\nsums: {w: {of: a}, w_n: {of: []}}\nleast: -1\ntotals: [area, x]\ncomplete: [y]",
		"engine: local\napi: scb\ntable: \"a\\0b\"\nkeys: &k {area: a, <<: *k}",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fetch := "fetch:\n  - id: register\n    " + strings.ReplaceAll(text, "\n", "\n    ") + "\ndata:\n"
		s, err := Decode("study.yaml", []byte(strings.Replace(small["study.yaml"], "data:\n", fetch, 1)))
		if err != nil {
			if !strings.Contains(err.Error(), "study.yaml") {
				t.Errorf("no file is named: %v", err)
			}
			if strings.Contains(text, "://u:"+password+"@") && strings.Contains(err.Error(), password) {
				t.Errorf("a password is told: %v", err)
			}
			return
		}
		for _, f := range s.Fetch {
			if f.Engine == "" {
				continue
			}
			if err := f.Query().Check(); err != nil || !slices.Contains(engines, f.Engine) || !variableName.MatchString(f.Variable()) {
				t.Errorf("accepted %+v: %v", f, err)
			}
			if f.DSN != "" || f.Base != "" || looksLikeDSN.MatchString(f.Table) {
				t.Errorf("the file says where the persons are: %+v", f)
			}
			if f.Engine == "local" && !filepath.IsLocal(f.Table) {
				t.Errorf("%q leads out of the directory", f.Table)
			}
			for _, name := range append(f.Complete, f.Totals...) {
				if f.Keys[name] == "" {
					t.Errorf("%q is no key of %v", name, f.Keys)
				}
			}
		}
	})
}
