module azmock.example/azmocktest

go 1.21
