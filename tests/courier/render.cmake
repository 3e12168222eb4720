# Tests of the renderers.
foreach(module fit header mailbox wrap)
    renewd_test(courier/render_${module} LIBS courier_render)
endforeach()
foreach(module calendar html mail slack text view webhook)
    renewd_test(courier/render_${module} LIBS courier_render
        SOURCES ${PROJECT_SOURCE_DIR}/tests/message/sample.c)
endforeach()

# What is rendered is read back by parsers that are not ours.
add_executable(render_document ${CMAKE_CURRENT_LIST_DIR}/render_document.c)
target_link_libraries(render_document PRIVATE courier_render renewd_options)
target_compile_definitions(render_document PRIVATE _GNU_SOURCE)
add_test(NAME courier/render_check
    COMMAND /usr/bin/python3 ${CMAKE_CURRENT_LIST_DIR}/check_render.py
            $<TARGET_FILE:render_document>)
