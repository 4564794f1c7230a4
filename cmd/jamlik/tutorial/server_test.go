package tutorial

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// The municipality that the servers know. It does not exist.
const (
	city     = "9901"
	cityName = "Stora Lillköping"
	areas    = 12 // DeSO, two in each RegSO
)

var regsoNames = []string{"Centrum", "Norra", "Västra-Hamnen", "Södra", "Östra", "Landsbygden"}

// world answers in the place of Statistics Sweden: PxWebApi 2, and the map of DeSO.
type world struct {
	next atomic.Bool // a year has gone: there are figures of one more
}

// years are those that there are figures of.
func (w *world) years() []string {
	if w.next.Load() {
		return []string{"2024", "2025", "2026"}
	}
	return []string{"2024", "2025"}
}

func (w *world) updated() string {
	if w.next.Load() {
		return "2027-02-20T07:00:00Z"
	}
	return "2026-02-20T07:00:00Z"
}

// dimension is one of a table, beside region, contents and year.
type dimension struct {
	code   string
	values []string
}

// table is one of those that the tutorials fetch. Its figures are those of a DeSO, which are added up for larger areas unless of shows a share.
type table struct {
	title      string
	dimensions []dimension
	contents   []string
	of         func(deso []int, year int, at map[string]string) float64
}

func added(f func(deso, year int, at map[string]string) int) func([]int, int, map[string]string) float64 {
	return func(all []int, year int, at map[string]string) float64 {
		sum := 0
		for _, deso := range all {
			sum += f(deso, year, at)
		}
		return float64(sum)
	}
}

func persons(deso, year int) int { return 1000 + 40*deso + 10*(year-2024) }

func poor(deso, year int) int { return persons(deso, year) * (50 + 25*deso - 5*(year-2024)) / 1000 }

var ages = []string{"totalt", "-4", "5-9", "10-14", "15-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49", "50-54", "55-59", "60-64", "65-69", "70-74", "75-79", "80-"}

var tables = map[string]table{
	"TAB6574": {"Folkmängden efter region, ålder och kön", []dimension{{"Alder", ages}, {"Kon", []string{"1", "2", "1+2"}}}, []string{"000007Y7"},
		added(func(deso, year int, at map[string]string) int {
			n := persons(deso, year)
			if i := slices.Index(ages, at["Alder"]); i > 0 {
				n = younger(n, deso, i) - younger(n, deso, i-1)
			}
			return ofSex(n, at["Kon"])
		})},
	"TAB6571": {"Folkmängden efter region, utländsk/svensk bakgrund och kön", []dimension{{"UtlBakgrund", []string{"1", "2", "SA"}}, {"Kon", []string{"1", "2", "1+2"}}}, []string{"000007Y4"},
		added(func(deso, year int, at map[string]string) int {
			n := persons(deso, year)
			foreign := n * (80 + 40*deso) / 1000
			return ofSex(map[string]int{"1": foreign, "2": n - foreign, "SA": n}[at["UtlBakgrund"]], at["Kon"])
		})},
	"TAB6680": {"Arbetsmarknadsstatus efter bostadens belägenhet, region (DeSO/RegSO), kön och ålder", []dimension{{"Alder", []string{"20-64"}}, {"Kon", []string{"1", "2", "1+2"}}},
		[]string{"0000089X", "0000089Y"}, added(func(deso, year int, at map[string]string) int {
			n := persons(deso, year) * 6 / 10
			if at["ContentsCode"] == "0000089X" {
				n = n * (880 - 20*deso + 3*(year-2024)) / 1000
			}
			return ofSex(n, at["Kon"])
		})},
	"TAB6534": {"Befolkning 25–65 år efter region och utbildningsnivå", []dimension{{"UtbildningsNiva", []string{"21", "3+4", "5", "6", "US"}}}, []string{"000007Z6"},
		added(func(deso, year int, at map[string]string) int {
			n := persons(deso, year) / 2
			return n * map[string]int{"21": 100 + 15*deso, "3+4": 420, "5": 150, "6": 320 - 15*deso, "US": 10}[at["UtbildningsNiva"]] / 1000
		})},
	"TAB6685": {"Låg respektive hög ekonomisk standard efter region och ålder", []dimension{{"Alder", []string{"tot"}}}, []string{"000008AC", "000008AD"},
		func(all []int, year int, at map[string]string) float64 {
			few, of := 0, 0
			for _, deso := range all {
				few, of = few+poor(deso, year), of+persons(deso, year)
			}
			return math.Round(100 * float64(few) / float64(of))
		}},
}

// younger is how many of n persons are of the first classes of age: no two classes, areas or years are quite alike.
func younger(n, deso, classes int) int {
	last := float64(len(ages) - 1)
	return int(math.Round(float64(n) * math.Pow(float64(classes)/last, 0.8+0.04*float64(deso))))
}

func ofSex(n int, sex string) int {
	men := n * 47 / 100
	return map[string]int{"1": men, "2": n - men, "1+2": n}[sex]
}

// regions are the codes of the municipality, its RegSO and its DeSO, each with the DeSO in it.
func regions() (codes []string, desos map[string][]int) {
	desos = map[string][]int{}
	add := func(code string, deso ...int) {
		codes = append(codes, code)
		desos[code] = deso
	}
	var all []int
	for i := range areas {
		all = append(all, i)
	}
	add(city, all...)
	for i := range areas / 2 {
		add(regso(i)+"_RegSO2025", 2*i, 2*i+1)
	}
	for i := range areas {
		add(deso(i)+"_DeSO2025", i)
	}
	return codes, desos
}

func regso(i int) string { return fmt.Sprintf("%sR%03d", city, i+1) }
func deso(i int) string  { return fmt.Sprintf("%sA%04d", city, 10*(i+1)) }

func (w *world) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	answer := func(v any) {
		out.Header().Set("Content-Type", "application/json")
		json.NewEncoder(out).Encode(v)
	}
	path := strings.Split(strings.TrimPrefix(r.URL.Path, "/api/v2/"), "/")
	switch {
	case r.Host == "next-year.example":
		w.next.Store(true)
	case r.Host == "geodata.scb.se" && r.URL.Path == "/geoserver/stat/wfs" && r.URL.Query().Get("cql_filter") == "kommunkod='"+city+"'" &&
		r.URL.Query().Get("typeNames") == "stat:DeSO_2025" && r.URL.Query().Get("outputFormat") == "application/json":
		answer(areaMap())
	case r.Host != "statistikdatabasen.scb.se":
		http.NotFound(out, r)
	case path[0] == "config":
		answer(map[string]any{"apiVersion": "2.2.0", "maxDataCells": 150_000, "maxCallsPerTimeWindow": 1000, "timeWindow": 1, "license": "https://creativecommons.org/publicdomain/zero/1.0/",
			"sourceReferences": []any{map[string]string{"language": "sv", "text": "Källa: SCB"}}, "dataFormats": []string{"json-stat2"}})
	case path[0] == "tables" && len(path) > 1 && tables[path[1]].title != "":
		switch {
		case len(path) == 2:
			y := w.years()
			answer(map[string]any{"id": path[1], "label": tables[path[1]].title, "updated": w.updated(), "firstPeriod": y[0], "lastPeriod": y[len(y)-1]})
		case path[2] == "metadata":
			answer(w.cube(path[1], nil))
		default:
			var q struct {
				Selection []struct {
					VariableCode string   `json:"variableCode"`
					ValueCodes   []string `json:"valueCodes"`
				} `json:"selection"`
			}
			if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
				http.Error(out, err.Error(), http.StatusBadRequest)
				return
			}
			chosen := map[string][]string{}
			for _, s := range q.Selection {
				chosen[s.VariableCode] = s.ValueCodes
			}
			answer(w.cube(path[1], chosen))
		}
	default:
		http.NotFound(out, r)
	}
}

// cube returns a table's metadata, and its data where values are chosen.
func (w *world) cube(id string, chosen map[string][]string) map[string]any {
	t := tables[id]
	codes, desos := regions()
	dimensions := slices.Concat([]dimension{{"Region", codes}}, t.dimensions, []dimension{{"ContentsCode", t.contents}, {"Tid", w.years()}})
	described := map[string]any{}
	var ids []string
	var sizes []int
	cells := []map[string]string{{}}
	for _, d := range dimensions {
		values := slices.DeleteFunc(slices.Clone(d.values), func(v string) bool { return chosen != nil && !slices.Contains(chosen[d.code], v) })
		index := map[string]int{}
		var next []map[string]string
		for i, v := range values {
			index[v] = i
		}
		for _, c := range cells {
			for _, v := range values {
				at := map[string]string{d.code: v}
				for k, old := range c {
					at[k] = old
				}
				next = append(next, at)
			}
		}
		cells = next
		ids, sizes = append(ids, d.code), append(sizes, len(values))
		described[d.code] = map[string]any{"label": d.code, "category": map[string]any{"index": index}, "extension": map[string]any{"elimination": false}}
	}
	out := map[string]any{"version": "2.0", "class": "dataset", "label": t.title, "source": "SCB", "updated": w.updated(), "id": ids, "size": sizes, "dimension": described,
		"role":      map[string]any{"geo": []string{"Region"}, "metric": []string{"ContentsCode"}, "time": []string{"Tid"}},
		"extension": map[string]any{"px": map[string]any{"tableid": id}}}
	if chosen != nil {
		values := make([]float64, len(cells))
		for i, c := range cells {
			var year int
			fmt.Sscan(c["Tid"], &year)
			values[i] = t.of(desos[c["Region"]], year, c)
		}
		out["value"] = values
	}
	return out
}

// areaMap has the DeSO as squares of a kilometre, four in a row.
func areaMap() map[string]any {
	var features []any
	for i := range areas {
		e, n := 500_000+1000*float64(i%4), 6_500_000+1000*float64(i/4)
		ring := [][2]float64{{e, n}, {e + 1000, n}, {e + 1000, n + 1000}, {e, n + 1000}, {e, n}}
		features = append(features, map[string]any{"type": "Feature", "geometry": map[string]any{"type": "Polygon", "coordinates": []any{ring}},
			"properties": map[string]any{"desokod": deso(i), "regsokod": regso(i / 2), "regsonamn": regsoNames[i/2], "kommunkod": city}})
	}
	return map[string]any{"type": "FeatureCollection", "features": features,
		"crs": map[string]any{"type": "name", "properties": map[string]any{"name": "urn:ogc:def:crs:EPSG::3006"}}}
}

// serve starts the servers behind a proxy, and returns the variables that lead a program to them.
func (w *world) serve(t *testing.T) []string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "loopback"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"geodata.scb.se", "statistikdatabasen.scb.se", "next-year.example"}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	certificate, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	authorities := filepath.Join(t.TempDir(), "authorities.pem")
	if err := os.WriteFile(authorities, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate}), 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(w)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{certificate}, PrivateKey: key}}}
	server.StartTLS()
	t.Cleanup(server.Close)
	proxy := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodConnect {
			http.Error(out, "only tunnels", http.StatusMethodNotAllowed)
			return
		}
		there, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			http.Error(out, err.Error(), http.StatusBadGateway)
			return
		}
		defer there.Close()
		here, _, err := http.NewResponseController(out).Hijack()
		if err != nil {
			return
		}
		defer here.Close()
		fmt.Fprint(here, "HTTP/1.1 200 OK\r\n\r\n")
		go func() {
			io.Copy(there, here)
			there.Close()
		}()
		io.Copy(here, there)
	}))
	t.Cleanup(proxy.Close)
	return []string{"HTTPS_PROXY=" + proxy.URL, "https_proxy=" + proxy.URL, "NO_PROXY=", "no_proxy=", "SSL_CERT_FILE=" + authorities, "CURL_CA_BUNDLE=" + authorities}
}
