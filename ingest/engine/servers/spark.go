package servers

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	_ "github.com/jamlik/jamlik/ingest/engine/spark/hive" // the driver "hive2"
)

// Spark starts a Thrift server with executors that are processes of their own. Where it is says SPARK_HOME; it is what the Python package pyspark has in its folder deps.
func (g *Group) Spark(executors int) (*Server, error) {
	home := os.Getenv("SPARK_HOME")
	if _, err := os.Stat(filepath.Join(home, "bin", "spark-submit")); home == "" || err != nil {
		return nil, fmt.Errorf("the home of Spark (SPARK_HOME) is %w", ErrAbsent)
	}
	if _, err := exec.LookPath("java"); err != nil {
		return nil, fmt.Errorf("the Java that Spark runs on is %w", ErrAbsent)
	}
	s, err := g.server("spark")
	if err != nil {
		return nil, err
	}
	// Workers write below their home.
	for _, part := range []string{"bin", "jars"} {
		if err := os.Symlink(filepath.Join(home, part), filepath.Join(s.dir, part)); err != nil {
			return nil, err
		}
	}
	args := []string{"--class", "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2", "--master", fmt.Sprintf("local-cluster[%d,1,1024]", executors), "--driver-memory", "1g"}
	for _, set := range []string{"spark.executor.memory=1g", "spark.ui.enabled=false", "spark.driver.bindAddress=127.0.0.1", "spark.driver.host=127.0.0.1", "spark.sql.shuffle.partitions=4",
		"spark.sql.warehouse.dir=" + filepath.Join(s.dir, "warehouse"), "spark.local.dir=" + filepath.Join(s.dir, "local"),
		"spark.hadoop.javax.jdo.option.ConnectionURL=jdbc:derby:;databaseName=" + filepath.Join(s.dir, "metastore") + ";create=true"} {
		args = append(args, "--conf", set)
	}
	args = append(args, "spark-internal", "--hiveconf", "hive.server2.thrift.bind.host=127.0.0.1", "--hiveconf", "hive.server2.thrift.port="+strconv.Itoa(s.Port))
	s.command = func() *exec.Cmd {
		c := exec.Command(filepath.Join(s.dir, "bin", "spark-submit"), args...)
		c.Dir = s.dir
		c.Env = append(os.Environ(), "SPARK_HOME="+s.dir, "SPARK_LOCAL_IP=127.0.0.1", "TZ=UTC")
		return c
	}
	s.answers = func() error { return answers("hive2", s.SparkDSN()) }
	return s, s.Start()
}

// SparkDSN returns the address of the server. It takes any password.
func (s *Server) SparkDSN() string {
	u := url.URL{Scheme: "hive2", Host: fmt.Sprintf("127.0.0.1:%d", s.Port), User: url.UserPassword("jamlik", Password), Path: "/default"}
	return u.String()
}
