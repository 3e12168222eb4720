# Turns a file into a C string: cmake -DINPUT=… -DOUTPUT=… -P embed.cmake
file(READ "${INPUT}" hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(................................................................................)"
       "\\1\n\t" bytes "${bytes}")
file(WRITE "${OUTPUT}"
     "#include \"cli/example.h\"\n\nconst char example_config[] = {\n\t${bytes}0x00};\n")
