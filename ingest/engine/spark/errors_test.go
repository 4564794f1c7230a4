package spark

import (
	"strings"
	"testing"

	"github.com/jamlik/jamlik/ingest/engine"
	"github.com/jamlik/jamlik/ingest/engine/servers"
)

func TestErrorsSayWhatToDoAndNoPassword(t *testing.T) {
	run(t, "DROP TABLE IF EXISTS closed", "CREATE TABLE closed (area STRING, at TIMESTAMP, f DOUBLE, day DATE) USING parquet", "INSERT INTO closed VALUES ('a', NULL, DOUBLE('NaN'), NULL)")
	dsn := start(t).SparkDSN()
	key := []engine.Key{{Name: "area", Column: "area"}}
	for _, c := range []struct {
		name, dsn string
		query     engine.Query
		want      []string
	}{
		{"unreadable", "hive2://jamlik:hemligt%zz@host/x", engine.Query{}, []string{"cannot be read", "hive2://user:password@host"}},
		{"Kerberos", "hive2://jamlik:hemligt@host/x?auth=kerberos", engine.Query{}, []string{"Kerberos, which is not spoken"}},
		{"database", strings.Replace(dsn, "/default", "/defualt", 1), engine.Query{Table: "closed", Keys: key}, []string{"see the database", "defualt"}},
		{"nobody there", "hive2://jamlik:hemligt@127.0.0.1:1/x", engine.Query{}, []string{"server is up"}},
		{"table", dsn, engine.Query{Table: "clozed", Keys: key}, []string{"no such table", `did you mean "closed"?`}},
		{"column", dsn, engine.Query{Table: "closed", Keys: []engine.Key{{Name: "area", Column: "aera"}, {Name: "x", Column: "nothing"}}}, []string{`did you mean "area"?`, "it has area, at, f, day"}},
		{"type", dsn, engine.Query{Table: "closed", Keys: []engine.Key{{Name: "x", Column: "at"}, {Name: "y", Column: "f"}}}, []string{"timestamp", "view", "are no groups"}},
		{"sum", dsn, engine.Query{Table: "closed", Keys: key, Sums: []engine.Sum{{Name: "s", Factors: []string{"day"}}}}, []string{"type date, which have no sum"}},
		{"not a number", dsn, engine.Query{Table: "closed", Keys: key, Sums: []engine.Sum{{Name: "s", Factors: []string{"f"}, Decimals: 2}}}, []string{"is NaN"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, err := Open(t.Context(), c.dsn)
			if err == nil {
				defer e.Close()
				_, err = e.Cells(t.Context(), c.query)
			}
			if err == nil {
				t.Fatal("there is no error")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is not in: %v", want, err)
				}
			}
			for _, secret := range []string{"hemligt", servers.Password} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("%q is in: %v", secret, err)
				}
			}
		})
	}
	if v, err := open(t).Version(t.Context()); err != nil || !strings.HasPrefix(v, "Spark ") || strings.Count(v, ".") != 2 {
		t.Errorf("the version is %q, %v", v, err)
	}
}
