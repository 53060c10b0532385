import gzip
import math
import random
import re

import pytest

from gallery.places.atlas import CUT, HEIGHT, VIEW_BOX, WIDTH, Dot, cluster, land, project, radius

THUMB = 12


def rings(path):
    """Read the rings of a path that knows M, l and z only."""
    for ring in path.split("z")[:-1]:
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", ring)]
        x, y, places = 0.0, 0.0, []
        for across, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + across, y + down
            places.append((x, y))
        yield places


def is_on_land(place, *, outlines):
    x, y = place
    crossings = 0
    for ring in outlines:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                crossings += 1
    return crossings % 2 == 1


@pytest.fixture(scope="module", params=["coarse", "fine"])
def outlines(request):
    return list(rings(land(request.param)))


INLAND = {
    "Minsk": (53.9, 27.57),
    "Berlin": (52.52, 13.4),
    "Madrid": (40.42, -3.7),
    "Birmingham": (52.48, -1.9),
    "London": (51.51, -0.13),
    "Milan": (45.46, 9.19),
    "Chicago, inland": (41.0, -90.0),
    "Brasília": (-15.8, -47.9),
    "Nairobi": (-1.29, 36.82),
    "Alice Springs": (-23.7, 133.9),
    "Delhi": (28.6, 77.2),
    "Kyoto": (35.0, 135.75),
    "Ushuaia, inland": (-54.3, -68.5),
    "Chukotka, beyond 180°": (66.5, -175.0),
    "Fairbanks": (64.8, -147.7),
    "Antananarivo": (-18.9, 47.5),
}
SEA = {
    "North Sea": (56.0, 3.0),
    "Bay of Biscay": (45.0, -5.0),
    "Atlantic": (30.0, -40.0),
    "Caspian": (42.0, 50.5),
    "Pacific at 180°": (0.0, 180.0),
    "Baltic": (57.5, 19.8),
}


@pytest.mark.parametrize("place", INLAND.values(), ids=INLAND)
def test_a_city_lies_on_land(outlines, place):
    assert is_on_land(project(*place), outlines=outlines)


@pytest.mark.parametrize("place", SEA.values(), ids=SEA)
def test_the_sea_is_no_land(outlines, place):
    assert not is_on_land(project(*place), outlines=outlines)


def test_land_keeps_inside_the_frame(outlines):
    assert all(0 <= x <= WIDTH and -1 <= y <= HEIGHT + 1 for ring in outlines for x, y in ring)


def test_no_outline_runs_across_the_whole_map(outlines):
    steps = [
        abs(a[0] - b[0])
        for ring in outlines
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
    ]

    assert max(steps) < 30


def test_every_dot_of_the_gazetteer_is_in_the_frame(cities):
    places = [
        cities.search(name)[0] for name in ("Longyearbyen", "Ushuaia", "Suva", "Apia", "Anadyr")
    ]

    for city in places:
        x, y = project(city.lat, city.lon)
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT


def test_the_coarse_land_is_light_enough_for_every_page():
    assert len(gzip.compress(land("coarse").encode())) < 5500


def test_the_fine_land_is_finer():
    assert len(land("fine")) > 4 * len(land("coarse"))


def test_the_cut_parts_west_from_east():
    left, right = project(20, CUT + 0.01), project(20, CUT - 0.01)

    assert left[0] < 40
    assert right[0] > WIDTH - 40


def test_crossing_the_antimeridian_is_a_small_step():
    fiji, samoa_side = project(-17, 179.99), project(-17, -179.99)

    assert math.dist(fiji, samoa_side) < 0.1


@pytest.mark.parametrize("turns", [-720, -360, 360])
def test_any_longitude_will_do(turns):
    assert project(50, 20 + turns) == pytest.approx(project(50, 20))


def test_the_equator_fills_the_width():
    assert project(0, CUT)[0] == pytest.approx(0, abs=1e-6)
    assert project(0, CUT - 1e-9)[0] == pytest.approx(WIDTH, abs=1e-4)


def test_the_projection_is_natural_earth():
    # Table 1 of Šavrič, Jenny and Patterson (2011): a parallel's length and its distance from the
    # equator, each as a share of the equator's length and of the pole's distance.
    length = {lat: (project(lat, 190)[0] - project(lat, 11)[0]) for lat in (0, 30, 60, 75)}
    rise = {lat: project(0, 0)[1] - project(lat, 0)[1] for lat in (30, 60, 90)}

    assert length[30] / length[0] == pytest.approx(0.9570, abs=0.001)
    assert length[60] / length[0] == pytest.approx(0.8196, abs=0.001)
    assert length[75] / length[0] == pytest.approx(0.7160, abs=0.002)
    assert rise[30] / rise[90] == pytest.approx(0.3720, abs=0.002)
    assert rise[60] / rise[90] == pytest.approx(0.7346, abs=0.002)


def test_the_view_box_is_the_frame():
    assert f"0 0 {WIDTH} {HEIGHT}" == VIEW_BOX


def scatter(seed, *, number):
    dice = random.Random(seed)
    kind = seed % 3
    for index in range(number):
        lat = dice.uniform(-56, 80) if kind == 0 else dice.gauss(50, 3 + 5 * kind)
        lon = dice.uniform(-180, 180) if kind == 0 else dice.gauss(15 if kind == 1 else 178, 12)
        yield Dot(max(-80.0, min(83.0, lat)), lon, dice.randint(0, 90), index)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("unit", [0.05, 0.8, 2.5])
def test_no_two_circles_overlap(seed, unit):
    clusters = cluster(scatter(seed, number=60 * (seed + 1)), unit=unit)

    for index, one in enumerate(clusters):
        for other in clusters[index + 1 :]:
            room = max(one.radius, THUMB * unit) + max(other.radius, THUMB * unit)
            assert math.dist((one.x, one.y), (other.x, other.y)) >= room


@pytest.mark.parametrize("seed", range(6))
def test_every_dot_is_in_one_circle_and_no_weight_is_lost(seed):
    dots = list(scatter(seed, number=500))

    clusters = cluster(dots)

    assert sorted(dot.carried for c in clusters for dot in c.dots) == list(range(500))
    assert all(c.weight == sum(dot.weight for dot in c.dots) for c in clusters)
    assert sum(c.count for c in clusters) == 500


def test_a_lone_dot_stays_where_it_is():
    (alone,) = cluster([Dot(54.69, 25.28, 7, "vilnius")])

    assert (alone.x, alone.y) == pytest.approx(project(54.69, 25.28))
    assert (alone.count, alone.weight, alone.radius) == (1, 7, radius(1))


def test_a_circle_lies_amid_its_dots():
    (both,) = cluster([Dot(50, 10, 1, "a"), Dot(50, 11, 99, "b")])

    a, b = project(50, 10), project(50, 11)
    assert both.x == pytest.approx((a[0] + b[0]) / 2)


def test_dots_on_the_same_spot_share_a_circle():
    clusters = cluster([Dot(50, 10, 1, "a"), Dot(50, 10, 1, "b")], unit=1e-6)

    assert [c.count for c in clusters] == [2]


def test_zooming_in_parts_what_shared_a_circle():
    dots = [Dot(54.69, 25.28, 1, "vilnius"), Dot(53.9, 27.57, 1, "minsk")]

    assert len(cluster(dots, unit=1.0)) == 1
    assert len(cluster(dots, unit=0.1)) == 2


def test_the_order_of_the_dots_does_not_matter():
    dots = list(scatter(1, number=300))

    assert cluster(dots) == cluster(dots[::-1])


def test_the_biggest_circles_come_first():
    counts = [c.count for c in cluster(scatter(1, number=300))]

    assert counts == sorted(counts, reverse=True)


def test_nothing_to_show_is_nothing_to_gather():
    assert cluster([]) == []


def test_a_circle_grows_with_its_dots_up_to_a_bound():
    sizes = [radius(count) for count in (1, 2, 10, 40, 60, 5000)]

    assert sizes == sorted(sizes)
    assert sizes[-1] == sizes[-2] == 20
    assert radius(3, unit=2) == 2 * radius(3)
